namespace Apsis.Emulator.Execution;

/// <summary>What a <c>$(…)</c> stands for.</summary>
internal enum CommandVariable
{
    EnginePath,
    ArgumentPath,
    ArgumentValue,
    AppBundlePath,
    SettingPath,
    SettingValue,
    WorkItemId,
}
