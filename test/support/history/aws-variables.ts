/** Lets every SDK client of this process reach `endpoint` while a test runs. */
export function useEndpoint(endpointOf: () => string): void {
  const variables = {
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
  const names = [...Object.keys(variables), "AWS_ENDPOINT_URL"];
  let saved: [string, string | undefined][];
  beforeEach(() => {
    saved = names.map((name) => [name, process.env[name]]);
    Object.assign(process.env, variables, { AWS_ENDPOINT_URL: endpointOf() });
  });
  afterEach(() => {
    for (const [name, value] of saved) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
}
