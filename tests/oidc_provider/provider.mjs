// A city's single sign-on as it might stand in a server room: a certified provider, with one desk
// where people say who they are. Each start makes new keys, as a provider does when it rotates them.
import { generateKeyPairSync } from 'node:crypto';
import Provider, { interactionPolicy } from 'oidc-provider';

const { PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URIS } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const policy = interactionPolicy.base();
policy.remove('consent');

const provider = new Provider(issuer, {
  clients: [{
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    redirect_uris: REDIRECT_URIS.split(' '),
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] },
  cookies: { keys: ['a key for the cookies of this desk'] },
  claims: { openid: ['sub', 'amr', 'acr'] },
  acrValues: ['urn:city:password', 'urn:city:card'],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { policy, url: (_, { uid }) => `/desk/${uid}` },
  findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  loadExistingGrant: async ({ oidc }) => {
    const grant = new provider.Grant({
      clientId: oidc.client.clientId, accountId: oidc.session.accountId,
    });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/desk/')) return next();
  const { login, amr, acr } = ctx.query;
  if (login === undefined) {
    ctx.type = 'html';
    ctx.body = '<form><label>Login <input name="login"></label><button>Sign in</button></form>';
    return undefined;
  }
  ctx.respond = false;
  const said = login
    ? { login: { accountId: login, amr: amr?.split(' '), acr } }
    : { error: 'access_denied', error_description: 'nobody wanted to sign in' };
  return provider.interactionFinished(ctx.req, ctx.res, said);
});

provider.listen(PORT, '127.0.0.1', () => console.log(`ready ${issuer}`));
