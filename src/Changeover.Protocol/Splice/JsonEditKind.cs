namespace Changeover.Protocol.Splice;

internal enum JsonEditKind
{
    Set,
    Replace,
    ReplaceText,
    Rename,
    Remove,
    Inside,
    Each,
}
