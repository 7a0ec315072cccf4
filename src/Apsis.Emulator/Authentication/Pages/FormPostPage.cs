using Apsis.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace Apsis.Emulator.Authentication.Pages;

/// <summary>Posts the answer to the app as soon as it is shown (OAuth 2.0 Form Post Response Mode); without scripts, on a click.</summary>
internal static class FormPostPage
{
    private const string Script = "document.forms[0].submit();";

    public static Task WriteAsync(HttpContext http, string url, IReadOnlyList<(string Name, string Value)> fields) => Page.WriteAsync(http, "Back to the app", Page.FormsTo(url), $"""
        <h1>Back to the app</h1>
        <form method="post" action="{url}">
        {fields.Select(Field)}
        <div class="row"><button type="submit">Go on</button></div>
        </form>
        """, Script);

    private static Html Field((string Name, string Value) field) => $"""
        <input type="hidden" name="{field.Name}" value="{field.Value}">

        """;
}
