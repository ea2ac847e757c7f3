namespace Changeover.Protocol.Splice;

internal enum JsonEditKind
{
    Set,
    Replace,
    Rename,
    Remove,
    Inside,
    Each,
}
