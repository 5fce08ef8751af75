import { chromium } from 'playwright-core';

export const program = process.env.WAYPOST_CHROMIUM ?? '/usr/bin/chromium';

// Debian's Chromium without a window. Root has no sandbox to put it in.
export const startBrowser = () =>
  chromium.launch({ executablePath: program, chromiumSandbox: process.getuid?.() !== 0, timeout: 60_000 });

// How a browser is set up for whoever looks: two people's words and times must not depend on this machine.
export const usual = {
  locale: 'en-US',
  timezoneId: 'Asia/Kolkata',
  viewport: { width: 1440, height: 900 },
  colorScheme: 'light',
  reducedMotion: 'reduce',
  acceptDownloads: true,
};
