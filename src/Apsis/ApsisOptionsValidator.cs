using Apsis.Auth;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Apsis;

/// <summary>Finds what is wrong with the options when a host starts, rather than at the first run.</summary>
internal sealed class ApsisOptionsValidator(IServiceProviderIsService services) : IValidateOptions<ApsisOptions>
{
    public ValidateOptionsResult Validate(string? name, ApsisOptions options)
    {
        // An app that gets its tokens otherwise, for a user of a public client, has no secret.
        var problems = options.FindProblems(needsSecret: !services.IsService(typeof(ITokenProvider))).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
