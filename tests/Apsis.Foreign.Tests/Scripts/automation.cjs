'use strict';
const { AuthenticationClient, Scopes } = require('@aps_sdk/authentication');
const automation = require('autodesk.forge.designautomation');
const { base, clientId, clientSecret, sdkManager, refusalOf, answer } = require('./client.cjs');

const nickname = 'Foreign';
const bundleZip = Buffer.from(process.env.APSIS_BUNDLE, 'base64');

let api;

async function connect() {
  const authentication = new AuthenticationClient({ sdkManager: sdkManager() });
  const token = await authentication.getTwoLeggedToken(clientId, clientSecret, [Scopes.CodeAll]);
  const client = new automation.AutodeskForgeDesignAutomationClient();
  client.basePath = base + '/da/us-east';
  client.authManager.authentications['2-legged'].accessToken = token.access_token;
  api = new automation.AutodeskForgeDesignAutomationApi(client);
}

async function app() {
  const before = await api.getNickname('me');
  await api.createNickname('me', { nickname });
  return { before, after: await api.getNickname('me') };
}

async function engines() {
  const ids = [];
  let page;
  do {
    const answered = await api.getEngines(page ? { page } : {});
    ids.push(...answered.data);
    page = answered.paginationToken;
  } while (page);
  const engine = await api.getEngine('Autodesk.Revit+2026');
  return { ids, engine: { id: engine.id, productVersion: engine.productVersion } };
}

async function upload(bundle) {
  const form = new FormData();
  for (const [name, value] of Object.entries(bundle.uploadParameters.formData)) form.append(name, value);
  form.append('file', new Blob([bundleZip]), 'tool.zip');
  return (await fetch(bundle.uploadParameters.endpointURL, { method: 'POST', body: form })).status;
}

async function bundle() {
  const created = await api.createAppBundle({ id: 'Tool', engine: 'Local.Shell+1', description: 'A script' });
  const first = await upload(created);
  const newVersion = await api.createAppBundleVersion('Tool', { engine: 'Local.Shell+1', description: 'The same again' });
  const second = await upload(newVersion);
  const alias = await api.createAppBundleAlias('Tool', { id: 'prod', version: 1 });
  const moved = await api.modifyAppBundleAlias('Tool', 'prod', { version: 2 });
  const got = await api.getAppBundle(`${nickname}.Tool+prod`);
  const versions = await api.getAppBundleVersions('Tool', {});
  const aliases = await api.getAppBundleAliases('Tool', {});
  const missingAlias = await refusalOf(api.modifyAppBundleAlias('Tool', 'none', { version: 2 }));
  return {
    created: { id: created.id, version: created.version }, uploads: [first, second], alias: alias.version, moved: moved.version,
    got: { id: got.id, version: got.version, hasPackage: (await fetch(got.package)).status },
    versions: versions.data, aliases: aliases.data.map(one => `${one.id}=${one.version}`).sort(), missingAlias,
    listed: (await api.getAppBundles({})).data,
  };
}

async function activity() {
  const created = await api.createActivity({
    id: 'Greet',
    engine: 'Local.Shell+1',
    commandLine: ['$(engine.path)/sh "$(appbundles[Tool].path)/Tool.bundle/greet.sh" "$(args[name].path)" "$(args[greeting].path)" "$(settings[word].value)"'],
    appbundles: [`${nickname}.Tool+prod`],
    parameters: {
      name: { verb: 'get', localName: 'name.txt', required: true, description: 'Whom to greet', zip: false, ondemand: false },
      greeting: { verb: 'put', localName: 'greeting.txt' },
    },
    settings: { word: { value: 'Hello' } },
    description: 'Greets',
  });
  await api.createActivityAlias('Greet', { id: 'prod', version: created.version });
  const got = await api.getActivity(`${nickname}.Greet+prod`);
  return { id: created.id, version: created.version, got: { commandLine: got.commandLine, parameters: Object.keys(got.parameters), engine: got.engine } };
}

/** A WorkItem whose output and callback go to paths of their own, by its number. */
const workItem = number => ({
  activityId: `${nickname}.Greet+prod`,
  arguments: {
    name: { url: `data:text/plain,Grace ${number}` },
    greeting: { verb: 'put', url: `${process.env.APSIS_RECEIVER}/greeting/${number}`, headers: { 'Content-Type': 'text/plain' } },
    onComplete: { verb: 'post', url: `${process.env.APSIS_RECEIVER}/completed/${number}` },
  },
});

async function end(id) {
  const limit = Date.now() + 30000;
  for (;;) {
    const status = await api.getWorkitemStatus(id);
    if (!['pending', 'inprogress'].includes(status.status)) return status;
    if (Date.now() > limit) throw new Error(`The WorkItem did not end: ${JSON.stringify(status)}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function workItems() {
  const submitted = await api.createWorkItem(workItem(1));
  const ended = await end(submitted.id);
  const report = await (await fetch(ended.reportUrl)).text();
  const batch = await api.createWorkItemsBatch([workItem(2), workItem(3)]);
  const batchEnded = [];
  for (const one of batch) batchEnded.push((await end(one.id)).status);
  const toCancel = await api.createWorkItem(workItem(4));
  await api.deleteWorkitem(toCancel.id);
  return {
    id: submitted.id, submitted: submitted.status, status: ended.status, reportEnd: /Job finished with result (\w+)/.exec(report)?.[1], greeted: report.includes('Hello, Grace 1'),
    stats: Object.keys(ended.stats).sort(), batch: batchEnded, cancelled: ['cancelled', 'success'].includes((await end(toCancel.id)).status),
    wrong: await refusalOf(api.createWorkItem({ activityId: `${nickname}.None+prod`, arguments: {} })),
  };
}

async function limits() {
  const got = await api.getServiceLimit('me');
  const health = await api.healthStatus('Revit');
  return { versions: got.frontendLimits.limitVersions, engines: Object.keys(got.backendLimits), health };
}

async function cleanUp() {
  await api.deleteActivityAlias('Greet', 'prod');
  await api.deleteActivity('Greet');
  await api.deleteAppBundleVersion('Tool', 1);
  await api.deleteAppBundle('Tool');
  const gone = await refusalOf(api.getAppBundle(`${nickname}.Tool+prod`));
  await api.deleteForgeApp('me');
  return { gone, nickname: await api.getNickname('me') };
}

answer(async () => {
  await connect();
  const result = {};
  for (const step of [app, engines, bundle, activity, workItems, limits, cleanUp]) result[step.name] = await step();
  return result;
});
