namespace Apsis.Cli.Output;

/// <summary>Who is logged in.</summary>
internal sealed record AuthUser
{
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public override string ToString() => (Name, Email) switch
    {
        ({ } name, { } email) => $"{name} ({email})",
        ({ } name, null) => name,
        (null, { } email) => email,
        _ => Id,
    };
}
