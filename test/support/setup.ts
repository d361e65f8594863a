// Mocha lets unhandled rejections pass, and an `apply` that throws shows in no other way.
process.on("unhandledRejection", (reason) => {
  throw reason;
});
