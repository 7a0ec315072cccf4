namespace Apsis.Emulator.Tests.Shapes.Recorded;

/// <summary>The refusals that many endpoints share (contract A.6, B.0, C.0, D).</summary>
internal static class ErrorBodies
{
    /// <summary>Clients refresh their token when they see this text.</summary>
    public const string InvalidToken = """
        401 application/json; charset=utf-8
        x-request-id: <guid>

        {"developerMessage": "Access token provided is invalid or expired.", "userMessage": "", "errorCode": "AUTH-006", "more info": "https://<text>"}
        """;

    public const string MissingScope = """
        403 application/json; charset=utf-8
        x-request-id: <guid>

        {"developerMessage": "Token does not have the privilege for this request.", "userMessage": "", "errorCode": "<text>", "more info": "https://<text>"}
        """;

    public const string QuotaExceeded = """
        429 application/json
        Retry-After: <digits>
        Server: Apigee Router

        {"developerMessage": "Quota limit exceeded."}
        """;

    /// <summary>A refusal of the authentication service.</summary>
    public static string Gateway(int status, string code, string message) => $$"""
        {{status}} application/json; charset=utf-8
        x-request-id: <guid>

        {"developerMessage": "{{message}}", "userMessage": "", "errorCode": "{{code}}", "more info": "https://<text>{{code}}"}
        """;

    /// <summary>A refusal of object storage.</summary>
    public static string Reason(int status, string reason) => $$"""
        {{status}} application/json; charset=utf-8
        x-request-id: <guid>

        {"reason": "{{reason}}"}
        """;

    /// <summary>A 400 of Design Automation: the field and what is wrong with it.</summary>
    public static string Field(string field, string message = "<text>") => $$"""
        400 application/json
        x-request-id: <guid>

        {"{{field}}": ["{{message}}"]}
        """;

    /// <summary>Any other refusal of Design Automation.</summary>
    public static string Message(int status, string message = "<text>") => $$"""
        {{status}} application/json
        x-request-id: <guid>

        "{{message}}"
        """;

    /// <summary>A refusal of S3.</summary>
    public static string S3Error(int status, string code, string message = "<text>") => $$"""
        {{status}} application/xml

        <?xml version="1.0" encoding="UTF-8"?>
        <Error><Code>{{code}}</Code><Message>{{message}}</Message><RequestId><guid></RequestId></Error>
        """;
}
