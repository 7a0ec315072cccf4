'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { AuthenticationClient, Scopes } = require('@aps_sdk/authentication');
const { OssClient, Region, PolicyKey, Access, With } = require('@aps_sdk/oss');
const { StaticAuthenticationProvider } = require('@aps_sdk/autodesk-sdkmanager');
const { clientId, clientSecret, sdkManager, refusalOf, answer } = require('./client.cjs');

const folder = process.env.APSIS_FOLDER;
const bucket = 'foreign-clients';
const sha1 = content => crypto.createHash('sha1').update(content).digest('hex');
const hashOf = signedUrl => new URL(signedUrl).pathname.split('/').at(-1);

let oss;

async function connect() {
  const authentication = new AuthenticationClient({ sdkManager: sdkManager() });
  const token = await authentication.getTwoLeggedToken(clientId, clientSecret, [
    Scopes.DataRead, Scopes.DataWrite, Scopes.DataCreate, Scopes.BucketCreate, Scopes.BucketRead, Scopes.BucketDelete]);
  oss = new OssClient({ sdkManager: sdkManager(), authenticationProvider: new StaticAuthenticationProvider(token.access_token) });
}

async function buckets() {
  const created = await oss.createBucket(Region.Us, { bucketKey: bucket, policyKey: PolicyKey.Transient });
  for (const name of ['one', 'two', 'three']) await oss.createBucket(Region.Us, { bucketKey: `${bucket}-${name}`, policyKey: PolicyKey.Persistent });
  const details = await oss.getBucketDetails(bucket);
  const first = await oss.getBuckets({ region: Region.Us, limit: 2 });
  const next = new URL(first.next);
  const second = await oss.getBuckets({ region: Region.Us, limit: 2, startAt: next.searchParams.get('startAt') });
  const again = await refusalOf(oss.createBucket(Region.Us, { bucketKey: bucket, policyKey: PolicyKey.Transient }));
  return {
    created: { key: created.bucketKey, owner: created.bucketOwner, policy: created.policyKey, permissions: created.permissions },
    details: details.bucketKey,
    pages: [first.items.map(item => item.bucketKey), second.items.map(item => item.bucketKey)],
    isLastPage: second.next === undefined,
    again,
  };
}

async function small() {
  const content = Buffer.from('a small file, with ümlauts\n');
  const uploaded = await oss.uploadObject(bucket, 'folder/a small file + ü.txt', content);
  const details = await oss.getObjectDetails(bucket, 'folder/a small file + ü.txt', { _with: [With.CreatedDate, With.LastModifiedDate] });
  const chunks = [];
  const stream = await oss.downloadObject(bucket, 'folder/a small file + ü.txt');
  // The client never ends this stream: it is read until the size is there.
  for await (const chunk of stream) {
    chunks.push(chunk);
    if (Buffer.concat(chunks).length >= details.size) break;
  }
  return {
    size: uploaded.size, id: uploaded.objectId, key: uploaded.objectKey, sha1: details.sha1, expectedSha1: sha1(content),
    hasDates: details.createdDate > 0 && details.lastModifiedDate > 0, downloaded: Buffer.concat(chunks).toString('utf8'),
  };
}

async function empty() {
  const uploaded = await oss.uploadObject(bucket, 'empty', Buffer.alloc(0));
  return { size: uploaded.size };
}

/**
 * The client cuts the file into parts of 5 MiB, and downloads as many ranges, which it pours into the file all at once: only the size
 * of what arrives is certain. What was uploaded is proved by its SHA-1.
 */
async function multipart() {
  const content = crypto.randomBytes(13 * 1024 * 1024 + 17);
  const source = path.join(folder, 'big.bin');
  const target = path.join(folder, 'big.downloaded.bin');
  fs.writeFileSync(source, content);
  const steps = [];
  const uploaded = await oss.uploadObject(bucket, 'big.bin', source, { onProgress: percent => steps.push(percent), xAdsMetaContentType: 'application/x-foreign' });
  const details = await oss.getObjectDetails(bucket, 'big.bin');
  await oss.downloadObject(bucket, 'big.bin', target);
  await sizeOf(target, content.length);
  return {
    size: uploaded.size, sha1: details.sha1, expectedSha1: sha1(content), contentType: details.contentType,
    downloadedSize: fs.statSync(target).size, lastStep: steps.at(-1),
  };
}

/** The client's promise is kept before the last bytes are in the file. */
async function sizeOf(file, size) {
  const end = Date.now() + 20000;
  while (fs.statSync(file).size < size && Date.now() < end) await new Promise(resolve => setTimeout(resolve, 10));
}

/** Parts of the caller's own choice: the first two unequal, the last one short. */
async function unequalParts() {
  const parts = [crypto.randomBytes(5 * 1024 * 1024 + 1), crypto.randomBytes(6 * 1024 * 1024), crypto.randomBytes(3)];
  const opened = await oss.signedS3Upload(bucket, 'unequal', { parts: 2, minutesExpiration: 10, useAcceleration: false });
  const more = await oss.signedS3Upload(bucket, 'unequal', { parts: 1, firstPart: 3, uploadKey: opened.uploadKey });
  const urls = [...opened.urls, ...more.urls];
  const eTags = [];
  for (const [index, part] of parts.entries()) {
    const put = await fetch(urls[index], { method: 'PUT', body: part });
    eTags.push(put.headers.get('etag'));
  }
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const completed = await oss.completeSignedS3Upload(bucket, 'unequal', 'application/json', { uploadKey: opened.uploadKey, size, eTags });
  const signed = await oss.signedS3Download(bucket, 'unequal', { useCdn: true, minutesExpiration: 5 });
  const range = await fetch(signed.url, { headers: { Range: `bytes=${parts[0].length - 2}-${parts[0].length + 1}` } });
  return {
    size: completed.size, expectedSize: size, sameUploadKey: more.uploadKey === opened.uploadKey, signedSize: signed.size, signedStatus: signed.status,
    rangeStatus: range.status, contentRange: range.headers.get('content-range'),
    isRightRange: Buffer.from(await range.arrayBuffer()).equals(Buffer.concat([parts[0].subarray(-2), parts[1].subarray(0, 2)])),
  };
}

async function batches() {
  const opened = await oss.batchSignedS3Upload(bucket, { requests: [{ objectKey: 'batch/1', firstPart: 1, parts: 1 }, { objectKey: 'batch/2', firstPart: 1, parts: 1 }] }, { useAcceleration: true });
  for (const key of ['batch/1', 'batch/2']) await fetch(opened.results[key].urls[0], { method: 'PUT', body: key });
  const completed = await oss.batchCompleteUpload(bucket, { requests: ['batch/1', 'batch/2'].map(key => ({ objectKey: key, uploadKey: opened.results[key].uploadKey })) });
  const signed = await oss.batchSignedS3Download(bucket, { requests: [{ objectKey: 'batch/1' }, { objectKey: 'batch/none' }] });
  return {
    sizes: ['batch/1', 'batch/2'].map(key => completed.results[key].size),
    downloaded: await (await fetch(signed.results['batch/1'].url)).text(),
    missing: signed.results['batch/none'].status,
  };
}

async function signedResources() {
  const written = await oss.createSignedResource(bucket, 'signed', { access: Access.ReadWrite, useCdn: true, createSignedResource: { minutesExpiration: 30, singleUse: false } });
  // The client always sends a form with the one field "body"; that is the object then, to the last byte.
  const put = await oss.uploadSignedResource(hashOf(written.signedUrl), 'body=signed'.length, 'signed', { contentType: 'text/plain' });
  const read = await oss.createSignedResource(bucket, 'signed', { access: Access.Read });
  const plain = await fetch(read.signedUrl, { headers: { Range: 'bytes=5-7' } });
  const readOnly = await refusalOf(oss.uploadSignedResource(hashOf(read.signedUrl), 'body=abc'.length, 'abc', { contentType: 'text/plain' }));
  await oss.deleteSignedResource(hashOf(read.signedUrl), { region: Region.Us });
  return {
    size: put.size, expires: written.expiration > Date.now(), part: await plain.text(), partStatus: plain.status,
    readOnly, deleted: (await fetch(read.signedUrl)).status,
  };
}

async function objects() {
  const copied = await oss.copyTo(bucket, 'signed', 'copy/of signed');
  const pages = [];
  let startAt;
  do {
    const page = await oss.getObjects(bucket, { limit: 3, startAt });
    pages.push(page.items.map(item => item.objectKey));
    startAt = page.next && new URL(page.next).searchParams.get('startAt');
  } while (startAt);
  const found = await oss.getObjects(bucket, { beginsWith: 'copy/' });
  await oss.deleteObject(bucket, 'copy/of signed');
  const deleted = await refusalOf(oss.getObjectDetails(bucket, 'copy/of signed'));
  return { copied: copied.objectKey, keys: pages.flat(), pages: pages.length, found: found.items.map(item => item.objectKey), deleted };
}

async function cleanUp() {
  await oss.deleteBucket(bucket);
  return { bucket: await refusalOf(oss.getBucketDetails(bucket)) };
}

answer(async () => {
  await connect();
  const result = {};
  for (const step of [buckets, small, empty, multipart, unequalParts, batches, signedResources, objects, cleanUp]) result[step.name] = await step();
  return result;
});
