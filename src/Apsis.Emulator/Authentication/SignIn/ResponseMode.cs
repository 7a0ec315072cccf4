namespace Apsis.Emulator.Authentication.SignIn;

/// <summary>How the browser brings the answer back to the app.</summary>
internal enum ResponseMode
{
    Query,
    Fragment,
    FormPost,
}
