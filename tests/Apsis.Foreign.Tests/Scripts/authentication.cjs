'use strict';
const { AuthenticationClient, Scopes, ResponseType, TokenTypeHint } = require('@aps_sdk/authentication');
const { base, clientId, clientSecret, sdkManager, refusalOf, answer } = require('./client.cjs');

const redirectUri = 'http://localhost:3000/callback';
const authentication = new AuthenticationClient({ sdkManager: sdkManager() });
// In the cloud user profiles are on a host of their own, which the client knows by heart.
authentication.usersApi.baseAddress = new URL(base);

async function twoLegged() {
  const token = await authentication.getTwoLeggedToken(clientId, clientSecret, [Scopes.DataRead, Scopes.CodeAll]);
  const introspected = await authentication.introspectToken(token.access_token, clientId, { clientSecret });
  const wrongSecret = await refusalOf(authentication.getTwoLeggedToken(clientId, 'wrong', [Scopes.DataRead]));
  return { type: token.token_type, expiresIn: token.expires_in, introspected, wrongSecret };
}

async function threeLegged() {
  const url = authentication.authorize(clientId, ResponseType.Code, redirectUri, [Scopes.DataRead, Scopes.DataWrite, Scopes.OpenId], { state: 'some state', nonce: 'once' });
  const redirect = await fetch(url, { redirect: 'manual' });
  const location = new URL(redirect.headers.get('location'));
  const token = await authentication.getThreeLeggedToken(clientId, location.searchParams.get('code'), redirectUri, { clientSecret });
  const user = await authentication.getUserInfo(`Bearer ${token.access_token}`);
  const refreshed = await authentication.refreshToken(token.refresh_token, clientId, { clientSecret, scopes: [Scopes.DataRead] });
  const introspected = await authentication.introspectToken(refreshed.access_token, clientId, { clientSecret });
  await authentication.revoke(refreshed.access_token, clientId, TokenTypeHint.AccessToken, { clientSecret });
  const revoked = await authentication.introspectToken(refreshed.access_token, clientId, { clientSecret });
  const usedTwice = await refusalOf(authentication.refreshToken(token.refresh_token, clientId, { clientSecret }));
  return {
    state: location.searchParams.get('state'),
    hasIdToken: typeof token.id_token === 'string',
    email: user.email,
    isNewRefreshToken: refreshed.refresh_token !== token.refresh_token,
    introspected,
    revoked,
    usedTwice,
  };
}

async function discovery() {
  const keys = await authentication.getKeys();
  const specification = await authentication.getOidcSpec();
  return { keyType: keys.keys[0].kty, tokenEndpoint: specification.token_endpoint };
}

answer(async () => ({ twoLegged: await twoLegged(), threeLegged: await threeLegged(), discovery: await discovery() }));
