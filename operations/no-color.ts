// Before anything that writes is loaded: libraries ask once for colours.
if (process.argv.includes("--no-color")) process.env.NO_COLOR = "1";
