using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Changeover.Gateway.Snapshot.Document;

/// <summary>Reads YAML into nodes that know their line. It works on the parser's events, because the ready-made document model gives up at the first duplicate key.</summary>
internal sealed class YamlDocument
{
    /// <summary>Deeper than any option lies; bounds the recursion on hostile input.</summary>
    private const int DeepestLevel = 16;

    private readonly Parser _parser;
    private readonly List<ConfigFault> _faults;
    private readonly Dictionary<AnchorName, ConfigNode> _anchors = [];

    private YamlDocument(string text, List<ConfigFault> faults)
    {
        _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        _faults = faults;
    }

    /// <summary>The document's map; null when the text is no YAML at all, which is then the only fault worth telling.</summary>
    public static ConfigMap? Read(string text, List<ConfigFault> faults)
    {
        var document = new YamlDocument(text, faults);
        try
        {
            return document.Document();
        }
        catch (YamlException fault)
        {
            faults.Add(Unreadable(fault.Start, Quoting.LooksSecret(fault.Message) ? "" : $": {fault.Message.TrimEnd('.')}"));
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 ends this way at a flow list or map that is not closed, and at a tag that is no URI.
            faults.Add(Unreadable(document._parser.Current?.End ?? Mark.Empty, ": a bracket or a tag is not complete"));
        }

        return null;
    }

    private static ConfigFault Unreadable(Mark mark, string reason) =>
        new(Origin(mark), "", $"The YAML cannot be read{reason}.", "Check indentation, quotes, brackets and colons on this line and the one before.");

    private ConfigMap? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            return new ConfigMap(ConfigOrigin.At(1, 1), []);
        }

        var root = Node(level: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Current is DocumentStart second)
        {
            _faults.Add(new ConfigFault(Origin(second.Start), "", "A second YAML document begins here.", "Keep one document in the file."));
        }

        if (root is ConfigMap map)
        {
            return map;
        }

        if (!root.IsNothing)
        {
            _faults.Add(new ConfigFault(root.Origin, "", $"The file holds {root.Shape}, not a map.", "Begin with `upstreams:` and `routes:`; `changeover config init` writes a starter file."));
        }

        return root.IsNothing ? new ConfigMap(root.Origin, []) : null;
    }

    private ConfigNode Node(int level)
    {
        if (level > DeepestLevel)
        {
            throw new SemanticErrorException(_parser.Current!.Start, _parser.Current.End, $"nested deeper than {DeepestLevel} levels");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return _anchors.TryGetValue(alias.Value, out var known)
                ? known
                : throw new SemanticErrorException(alias.Start, alias.End, "an alias names an anchor that is not defined above it");
        }

        var start = _parser.Current as NodeEvent ?? throw new SemanticErrorException("a value is missing");
        ConfigNode node = start switch
        {
            MappingStart => Map(level),
            SequenceStart => List(level),
            _ => Value(),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor] = node;
        }

        return node;
    }

    private ConfigScalar Value()
    {
        var scalar = _parser.Consume<Scalar>();
        var nothing = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        return new ConfigScalar(Origin(scalar.Start), nothing ? null : scalar.Value);
    }

    private ConfigList List(int level)
    {
        var origin = Origin(_parser.Consume<SequenceStart>().Start);
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(level + 1));
        }

        return new ConfigList(origin, items);
    }

    private ConfigMap Map(int level)
    {
        var origin = Origin(_parser.Consume<MappingStart>().Start);
        var entries = new List<ConfigEntry>();
        var lines = new Dictionary<string, int?>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node(level + 1);
            var value = Node(level + 1);
            if (key is not ConfigScalar { Text: { } name })
            {
                _faults.Add(new ConfigFault(key.Origin, "", $"A key is {key.Shape}.", "Write keys as plain text."));
            }
            else if (lines.TryGetValue(name, out var first))
            {
                _faults.Add(new ConfigFault(key.Origin, "", $"The key {Quoting.Quote(name)} is written twice; the first is on line {first}.", "Keep one of the two."));
            }
            else
            {
                lines.Add(name, key.Origin.Line);
                entries.Add(new ConfigEntry(name, key.Origin, value));
            }
        }

        return new ConfigMap(origin, entries);
    }

    private static ConfigOrigin Origin(Mark mark) => ConfigOrigin.At(mark.Line, mark.Column);
}
