namespace Apsis.Emulator.Authentication.Pages;

/// <summary>What a scope means, for people.</summary>
internal static class ScopeText
{
    public static string Of(string scope) => scope switch
    {
        "user-profile:read" => "See your profile",
        "user:read" => "See your profile and account",
        "user:write" => "Change your profile",
        "viewables:read" => "See your designs in a viewer",
        "data:read" => "See your data",
        "data:write" => "Change your data",
        "data:create" => "Create data for you",
        "data:search" => "Search your data",
        "bucket:create" => "Create buckets",
        "bucket:read" => "See buckets",
        "bucket:update" => "Change buckets",
        "bucket:delete" => "Delete buckets",
        "code:all" => "Run Design Automation for you",
        "account:read" => "See your product and service accounts",
        "account:write" => "Change your product and service accounts",
        "openid" => "Know who you are",
        _ when scope.StartsWith("data:read:", StringComparison.Ordinal) => "See one resource of yours",
        _ => "Use",
    };
}
