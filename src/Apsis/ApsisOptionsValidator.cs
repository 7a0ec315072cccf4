using Microsoft.Extensions.Options;

namespace Apsis;

/// <summary>Finds what is wrong with the options when a host starts, rather than at the first run.</summary>
internal sealed class ApsisOptionsValidator : IValidateOptions<ApsisOptions>
{
    public ValidateOptionsResult Validate(string? name, ApsisOptions options)
    {
        var problems = options.FindProblems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
