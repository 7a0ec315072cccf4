using Apsis.Emulator.Hosting;

namespace Apsis.Emulator.Authentication.Pages;

/// <summary>What a form carries unseen: the app's request, and the proof that the form is ours.</summary>
internal sealed record FormState(string Query, string Token)
{
    public const string RequestField = "request";
    public const string TokenField = "token";

    public Html Fields => $"""
        <input type="hidden" name="{RequestField}" value="{Query}"><input type="hidden" name="{TokenField}" value="{Token}">
        """;
}
