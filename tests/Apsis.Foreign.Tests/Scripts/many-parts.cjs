'use strict';
const crypto = require('node:crypto');
const { AuthenticationClient, Scopes } = require('@aps_sdk/authentication');
const { OssClient, Region, PolicyKey } = require('@aps_sdk/oss');
const { StaticAuthenticationProvider } = require('@aps_sdk/autodesk-sdkmanager');
const { clientId, clientSecret, sdkManager, answer } = require('./client.cjs');

answer(async () => {
  const authentication = new AuthenticationClient({ sdkManager: sdkManager() });
  const token = await authentication.getTwoLeggedToken(clientId, clientSecret, [Scopes.DataRead, Scopes.DataWrite, Scopes.DataCreate, Scopes.BucketCreate]);
  const oss = new OssClient({ sdkManager: sdkManager(), authenticationProvider: new StaticAuthenticationProvider(token.access_token) });
  await oss.createBucket(Region.Us, { bucketKey: 'many-parts', policyKey: PolicyKey.Transient });
  // The client's parts are 5 MiB, and it asks for 25 addresses at a time: 26 parts and a short one.
  const content = crypto.randomBytes(26 * 5 * 1024 * 1024 + 17);
  const uploaded = await oss.uploadObject('many-parts', 'many.bin', content);
  return { size: uploaded.size, sha1: crypto.createHash('sha1').update(content).digest('hex') };
});
