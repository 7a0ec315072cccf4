import { adsk } from "@adsk/fas";

// Says who runs it, and hands its parameters back as the result.
function run() {
  const app = adsk.core.Application.get();
  if (!app) throw Error("There is no Fusion application.");

  adsk.log(`Fusion ${app.version}`);
  adsk.result = JSON.stringify(JSON.parse(adsk.parameters));
}

run();
