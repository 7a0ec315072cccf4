// One file up or down with Autodesk's @aps_sdk/oss, as its documentation shows it. Prints the seconds; the token is fetched before the clock runs.
'use strict';
const { AuthenticationClient, Scopes } = require('@aps_sdk/authentication');
const { OssClient } = require('@aps_sdk/oss');
const { ApsConfiguration, SdkManagerBuilder, StaticAuthenticationProvider } = require('@aps_sdk/autodesk-sdkmanager');

const [direction, bucket, key, file] = process.argv.slice(2);

function sdkManager() {
  const configuration = new ApsConfiguration({});
  configuration.BaseAddress = new URL(process.env.APS_BASE_URL);
  const quiet = { logInfo() {}, logDebug() {}, logWarn() {}, logError() {}, logCritical() {} };
  return SdkManagerBuilder.create().addApsConfiguration(configuration).addLogger(quiet).build();
}

async function run() {
  const authentication = new AuthenticationClient({ sdkManager: sdkManager() });
  const token = await authentication.getTwoLeggedToken(process.env.APS_CLIENT_ID, process.env.APS_CLIENT_SECRET, [Scopes.DataRead, Scopes.DataWrite, Scopes.DataCreate]);
  const oss = new OssClient({ sdkManager: sdkManager(), authenticationProvider: new StaticAuthenticationProvider(token.access_token) });
  const began = process.hrtime.bigint();
  if (direction === 'up') await oss.uploadObject(bucket, key, file);
  else await oss.downloadObject(bucket, key, file);
  process.stdout.write(`${Number(process.hrtime.bigint() - began) / 1e9}\n`, () => process.exit(0));
}

run().catch(error => process.stderr.write(`${error.stack ?? error}\n`, () => process.exit(1)));
