using System.Security.Cryptography;
using System.Text;

namespace Apsis.Emulator.Authentication;

/// <summary>Random strings that grant something, and the form in which they are kept.</summary>
internal static class Secrets
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string Make(int length) => RandomNumberGenerator.GetString(Characters, length);

    /// <summary>What the database holds in its place: whoever reads the database can not use it.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
