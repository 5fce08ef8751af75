declare module 'virtual:definitions' {
  const definitions: Record<
    import('./definition_names').DefinitionName,
    import('../definitions_in').Definition
  >;
  export default definitions;
}
