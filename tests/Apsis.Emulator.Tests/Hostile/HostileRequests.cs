using System.Text;

namespace Apsis.Emulator.Tests.Hostile;

/// <summary>Requests that would be well-formed, one of every kind the emulator serves, before anything is done to them.</summary>
public static class HostileRequests
{
    /// <summary>For a simulated engine: no program runs, but files come in, are unpacked, and go out. No address leads off this machine.</summary>
    public const string Activity = """
        {
          "id": "Draw", "engine": "Autodesk.AutoCAD+25_1", "appbundles": ["client-a.Tool+prod"], "description": "Draws",
          "commandLine": ["$(engine.path)/accoreconsole.exe /i \"$(args[drawing].path)\" /al \"$(appbundles[Tool].path)\" /s \"$(settings[script].path)\""],
          "parameters": {
            "drawing": { "verb": "get", "localName": "in.dwg", "required": false, "zip": false, "ondemand": false, "description": "" },
            "folder": { "verb": "get", "localName": "folder", "zip": true },
            "text": { "verb": "read" },
            "result": { "verb": "put", "localName": "out.dwg" }
          },
          "settings": { "script": { "value": "QUIT" }, "apsisSimulatedSeconds": { "value": "0" } }
        }
        """;

    private const string Da = "/da/us-east/v3";
    private const string Buckets = "/oss/v2/buckets";
    private const string Object = Buckets + "/hostile-bucket/objects/a%2Fplan.dwg";

    public static RawRequest Next(HostileTargets targets, NastyValues nasty, Random random) => random.Next(10) switch
    {
        0 => Read(targets, random),
        1 or 2 => Storage(targets, random),
        3 => Bytes(targets, random),
        4 => Token(random),
        5 => ServiceAccount(targets, random),
        6 => Definition(targets, random),
        7 => Form(targets, nasty, random),
        _ => WorkItem(targets, nasty, random),
    };

    private static RawRequest Read(HostileTargets targets, Random random) => new(
        "GET",
        NastyValues.Of(
            [
                Buckets, Buckets + "/hostile-bucket/details", Buckets + "/hostile-bucket/objects", Object + "/details", Object + "/signeds3download", Object + "/signeds3upload?parts=2&firstPart=1",
                Buckets + "/hostile-bucket/objects?limit=2&startAt=a&beginsWith=a", Da + "/engines", Da + "/engines/Autodesk.Revit+2026", Da + "/forgeapps/me", Da + "/appbundles", Da + "/appbundles/client-a.Tool+prod",
                Da + "/appbundles/Tool/versions/1", Da + "/appbundles/Tool/aliases/prod", Da + "/activities?page=x", Da + "/activities/Draw/versions", Da + "/activities/client-a.Draw+prod", Da + "/servicelimits/me",
                Da + "/shares", Da + "/health/Revit", Da + "/health/Revit/stats", Da + $"/workitems/{targets.WorkItem}", Da + "/workitems?startAfterTime=1", targets.ReportPath, "/userinfo",
                "/authentication/v2/keys", "/.well-known/openid-configuration", "/authentication/v2/service-accounts", "/authentication/v2/logout?post_logout_redirect_uri=http://localhost/x",
                "/authentication/v2/authorize?response_type=code&client_id=client-a&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback&scope=data:read&state=s&code_challenge=x&code_challenge_method=S256",
                "/", "/nothing",
            ], random),
        RawRequest.NoBody, ("Authorization", $"Bearer {targets.Token}"));

    private static RawRequest Storage(HostileTargets targets, Random random)
    {
        var (method, target, body) = NastyValues.Of<(string, string, string)>(
        [
            ("POST", Buckets, """{ "bucketKey": "hostile-other", "policyKey": "transient", "allow": [{ "authId": "client-b", "access": "full" }] }"""),
            ("POST", Object + "/signeds3upload", $$"""{ "uploadKey": "{{targets.UploadKey}}", "size": 10, "eTags": ["d41d8cd98f00b204e9800998ecf8427e"] }"""),
            ("POST", Object + "/signed?access=readwrite&useCdn=true", """{ "minutesExpiration": 5, "singleUse": true }"""),
            ("POST", Buckets + "/hostile-bucket/objects/batchsigneds3upload?minutesExpiration=5", """{ "requests": [{ "objectKey": "b/1", "firstPart": 1, "parts": 2, "uploadKey": "x" }, { "objectKey": "b/2" }] }"""),
            ("POST", Buckets + "/hostile-bucket/objects/batchcompleteupload", $$"""{ "requests": [{ "objectKey": "b/1", "uploadKey": "{{targets.UploadKey}}", "size": 3, "eTags": ["x"] }] }"""),
            ("POST", Buckets + "/hostile-bucket/objects/batchsigneds3download", """{ "requests": [{ "objectKey": "a/plan.dwg", "response-content-type": "text/plain" }, { "objectKey": "none" }] }"""),
            ("PUT", Object + "/copyto/copy%2Fof%20it", ""),
            ("DELETE", Buckets + "/hostile-bucket/objects/copy%2Fof%20it", ""),
            ("DELETE", Buckets + "/hostile-other", ""),
            ("POST", Buckets + "/hostile-other/protect", "{}"),
            ("POST", Buckets + "/hostile-other/transfer", """{ "targetAuthId": "client-b" }"""),
        ], random);
        return RawRequest.Json(method, target, targets.Token, body);
    }

    private static RawRequest Bytes(HostileTargets targets, Random random)
    {
        var content = new byte[random.Next(2000)];
        random.NextBytes(content);
        var request = random.Next(5) switch
        {
            0 => new RawRequest("PUT", targets.PartPath, content, ("Content-Type", "application/octet-stream")),
            1 => new RawRequest("GET", targets.DownloadPath, RawRequest.NoBody, ("Range", NastyValues.Range(random))),
            2 => new RawRequest("PUT", targets.SignedResource, content, ("Content-Type", "text/plain")),
            3 => new RawRequest("PUT", ResumablePath(targets), content, ("Content-Range", NastyValues.Range(random)), ("Session-Id", $"s{random.Next(3)}")),
            _ => new RawRequest("GET", targets.SignedResource, RawRequest.NoBody, ("Range", NastyValues.Range(random))),
        };
        return random.Next(5) == 0 && request.Body.Length > 0 ? Chunked(request, random) : request;
    }

    private static string ResumablePath(HostileTargets targets) =>
        targets.SignedResource.Split('?') is [var path, ..] ? path + "/resumable" + targets.SignedResource[path.Length..] : "";

    private static RawRequest Chunked(RawRequest request, Random random)
    {
        var size = NastyValues.Of([$"{request.Body.Length:x}", "ffffffffffffffff", "-1", "0", "7fffffff", "1;x=" + new string('y', 5000), "zz"], random);
        return request.With("Transfer-Encoding", "chunked") with { Body = [.. Encoding.ASCII.GetBytes(size + "\r\n"), .. request.Body, .. "\r\n0\r\n\r\n"u8] };
    }

    private static RawRequest Token(Random random)
    {
        var (path, body) = NastyValues.Of<(string, string)>(
        [
            ("token", "grant_type=client_credentials&scope=data%3Aread%20code%3Aall"),
            ("token", "grant_type=authorization_code&code=abc&redirect_uri=http%3A%2F%2Flocalhost%2Fx&code_verifier=v"),
            ("token", "grant_type=refresh_token&refresh_token=abc&scope=data%3Aread"),
            ("token", "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA&scope=data%3Aread"),
            ("introspect", "token=eyJhbGciOiJSUzI1NiJ9.e30.AAAA"),
            ("revoke", "token=abc&token_type_hint=access_token"),
            ("authorize", "client_id=client-a&redirect_uri=http%3A%2F%2Flocalhost%2Fx&response_type=code&scope=data%3Aread&decision=allow&form_token=x"),
        ], random);
        return new RawRequest("POST", "/authentication/v2/" + path, Encoding.UTF8.GetBytes(body),
            ("Content-Type", "application/x-www-form-urlencoded"), ("Authorization", "Basic " + Convert.ToBase64String("client-a:secret-of-client-a"u8)));
    }

    private static RawRequest ServiceAccount(HostileTargets targets, Random random)
    {
        const string Accounts = "/authentication/v2/service-accounts";
        var (method, target, body) = NastyValues.Of<(string, string, string)>(
        [
            ("POST", Accounts, """{ "name": "robot", "firstName": "Ro", "lastName": "Bot" }"""),
            ("PATCH", Accounts + "/ABC", """{ "status": "DISABLED" }"""),
            ("POST", Accounts + "/ABC/keys", "{}"),
            ("DELETE", Accounts + "/ABC/keys/1", ""),
            ("PATCH", Da + "/forgeapps/me", """{ "nickname": "hostile", "publicKey": { "Exponent": "AQAB", "Modulus": "AAAA" } }"""),
            ("PUT", Da + "/servicelimits/me", """{ "frontendLimits": { "limitMonthlyProcessingTimeInHours": 1000 }, "backendLimits": { "AutoCAD": { "limitProcessingTimeSec": 200 } } }"""),
        ], random);
        return RawRequest.Json(method, target, targets.Token, body);
    }

    private static RawRequest Definition(HostileTargets targets, Random random)
    {
        var (method, target, body) = NastyValues.Of<(string, string, string)>(
        [
            ("POST", Da + "/appbundles", """{ "id": "Another", "engine": "Autodesk.AutoCAD+25_1", "description": "x", "settings": { "a": "b" } }"""),
            ("POST", Da + "/appbundles/Tool/versions", """{ "engine": "Autodesk.AutoCAD+25_1" }"""),
            ("POST", Da + "/appbundles/Tool/aliases", """{ "id": "beta", "version": 1, "receiver": "client-b" }"""),
            ("PATCH", Da + "/activities/Draw/aliases/beta", """{ "version": 2 }"""),
            ("DELETE", Da + "/activities/Draw/aliases/beta", ""),
            ("DELETE", Da + "/appbundles/Another", ""),
            ("POST", Da + "/activities", Activity.Replace("\"Draw\"", $"\"Draw{random.Next(50)}\"", StringComparison.Ordinal)),
            ("POST", Da + "/activities/Draw/versions", Activity.Replace("\"id\": \"Draw\",", "", StringComparison.Ordinal)),
        ], random);
        return RawRequest.Json(method, target, targets.Token, body);
    }

    private static RawRequest Form(HostileTargets targets, NastyValues nasty, Random random)
    {
        const string Boundary = "hostile-boundary";
        var body = new MemoryStream();
        var fields = targets.Form.Where(_ => random.Next(40) != 0).ToList();
        if (random.Next(10) == 0) fields.Add((nasty.Text(random), nasty.Text(random)));
        if (random.Next(20) == 0) fields.AddRange(Enumerable.Range(0, 100).Select(number => ($"field{number}", "x")));
        foreach (var (name, value) in fields) Write($"--{Boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        Write($"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{(random.Next(4) == 0 ? nasty.Text(random) : "tool.zip")}\"\r\n\r\n");
        body.Write(HostileZips.Next(nasty, random));
        if (random.Next(10) != 0) Write($"\r\n--{Boundary}--\r\n");
        return new RawRequest("POST", "/s3/dasprod-store", body.ToArray(), ("Content-Type", $"multipart/form-data; boundary={(random.Next(20) == 0 ? nasty.Text(random) : Boundary)}".TrimEnd()));

        void Write(string text) => body.Write(Encoding.UTF8.GetBytes(text));
    }

    private static RawRequest WorkItem(HostileTargets targets, NastyValues nasty, Random random)
    {
        var item = $$"""
            {
              "activityId": "client-a.Draw+prod", "limitProcessingTimeSec": 30,
              "arguments": {
                "drawing": { "url": "urn:adsk.objects:os.object:hostile-bucket/a%2Fplan.dwg", "headers": { "Authorization": "Bearer {{targets.Token}}" }, "localName": "in.dwg" },
                "folder": { "url": "data:application/zip;base64,{{Uri.EscapeDataString(Convert.ToBase64String(HostileZips.Next(nasty, random)))}}", "pathInZip": "Tool.bundle/ok.txt" },
                "text": "{ 'a': 1 }",
                "result": { "verb": "put", "url": "urn:adsk.objects:os.object:hostile-bucket/out{{random.Next(5)}}.dwg", "headers": { "Authorization": "Bearer {{targets.Token}}" }, "optional": true }
              }
            }
            """;
        return random.Next(6) switch
        {
            0 => RawRequest.Json("POST", Da + "/workitems/batch", targets.Token, $"[{item},{item}]"),
            1 => RawRequest.Json("POST", Da + "/workitems/combine", targets.Token, $$"""{ "parts": [{{item}}], "combinator": {{item}} }"""),
            2 => RawRequest.Json("POST", Da + "/workitems/status", targets.Token, $$"""["{{targets.WorkItem}}", "x"]"""),
            _ => RawRequest.Json("POST", Da + "/workitems", targets.Token, item),
        };
    }
}
