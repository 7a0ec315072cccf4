using Microsoft.Extensions.Options;

namespace Apsis.AspNetCore;

/// <summary>Finds what is wrong with the options when the host starts.</summary>
internal sealed class ApsisCallbackOptionsValidator : IValidateOptions<ApsisCallbackOptions>
{
    public ValidateOptionsResult Validate(string? name, ApsisCallbackOptions options)
    {
        var problems = options.FindProblems().ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
