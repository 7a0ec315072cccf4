// What every script needs: where the service is, who calls, and one JSON answer on standard output.
'use strict';
const { ApsConfiguration, SdkManagerBuilder } = require('@aps_sdk/autodesk-sdkmanager');

const base = process.env.APS_BASE_URL;
const clientId = process.env.APS_CLIENT_ID;
const clientSecret = process.env.APS_CLIENT_SECRET;

function sdkManager() {
  const configuration = new ApsConfiguration({});
  configuration.BaseAddress = new URL(base);
  const quiet = { logInfo() {}, logDebug() {}, logWarn() {}, logError() {}, logCritical() {} };
  return SdkManagerBuilder.create().addApsConfiguration(configuration).addLogger(quiet).build();
}

/** The status code a call was refused with, or 'accepted'. */
async function refusalOf(call) {
  try {
    await call;
    return 'accepted';
  } catch (error) {
    return error.axiosError?.response?.status ?? error.response?.status ?? error.statusCode ?? error.status ?? `${error}`;
  }
}

/** Runs a script's body; what it returns is printed, what it throws ends the process with 1. The clients' own timers do not hold it up. */
function answer(body) {
  body().then(
    result => process.stdout.write(JSON.stringify(result), () => process.exit(0)),
    error => {
      const response = error.axiosError?.response ?? error.response;
      const said = response ? `\n${response.status} ${JSON.stringify(response.data ?? response.text)}` : '';
      process.stderr.write(`${error.stack ?? error}${said}\n`, () => process.exit(1));
    });
}

module.exports = { base, clientId, clientSecret, sdkManager, refusalOf, answer };
