import { render } from 'preact';

import { address, followAddress } from './address';
import { App } from './app';
import { takeKey } from './key';
import './style/page.css';
import { takeTheme } from './theme';
import { viewFor } from './views';

takeKey();
takeTheme();
followAddress();
// On its way while the shell is drawn; whoever shows it says what went wrong.
viewFor(address())
  ?.load()
  .catch(() => undefined);

const page = document.getElementById('page');
if (page) render(<App />, page);
