using Tracking.Models.Flavors.Onnx.Authoring.Wire;

namespace Tracking.Models.Flavors.Onnx.Files;

/// <summary>Walks a model, its graphs within graphs, and its functions. The numbers are those of onnx.proto.</summary>
internal sealed class OnnxOutlineReader(ProtobufScanner scanner, OnnxOutline outline)
{
    private const int MostGraphLevels = 64;
    private const int MostTextBytes = 64 * 1024;
    private const int MostDeclarationBytes = 1024 * 1024;
    private const int MostLabels = 100_000;
    private const int External = 1;

    private int _level;

    public void ReadModel(long end) => scanner.Message(end, (field, fieldEnd) =>
    {
        switch (field)
        {
            case 7:
                ReadGraph(fieldEnd);
                break;
            case 20:
                Messages(fieldEnd, 1, 2, ReadTrainingGraph);
                break;
            case 25:
                Messages(fieldEnd, 7, 7, ReadNode);
                break;
        }
    });

    private void ReadGraph(long end)
    {
        if (++_level > MostGraphLevels)
        {
            throw new InvalidDataException($"Graphs within graphs deeper than {MostGraphLevels} levels.");
        }

        scanner.Message(end, (field, fieldEnd) =>
        {
            switch (field)
            {
                case 1:
                    ReadNode(fieldEnd);
                    break;
                case 5:
                    ReadTensor(fieldEnd);
                    break;
                case 11 when _level == 1:
                    outline.AddInput(Declaration(fieldEnd));
                    break;
                case 12 when _level == 1:
                    outline.AddOutput(Declaration(fieldEnd));
                    break;
                case 15:
                    Messages(fieldEnd, 1, 2, ReadTensor);
                    break;
            }
        });
        _level--;
    }

    // It declares inputs and outputs of its own.
    private void ReadTrainingGraph(long end)
    {
        _level++;
        ReadGraph(end);
        _level--;
    }

    private void ReadNode(long end)
    {
        string? output = null;
        string? operation = null;
        var numbers = new List<long>();
        var texts = new List<string>();
        scanner.Message(end, (field, fieldEnd) =>
        {
            switch (field)
            {
                case 2:
                    output ??= scanner.Text(fieldEnd, MostTextBytes);
                    break;
                case 4:
                    operation = scanner.Text(fieldEnd, MostTextBytes);
                    break;
                case 5:
                    ReadAttribute(fieldEnd, numbers, texts);
                    break;
            }
        });
        if (operation == "ZipMap" && output is not null && _level == 1)
        {
            outline.AddLabels(output, new ClassLabels(numbers, texts));
        }
    }

    private void ReadAttribute(long end, List<long> numbers, List<string> texts)
    {
        var isLabels = false;
        scanner.Message(
            end,
            (field, fieldEnd) =>
            {
                switch (field)
                {
                    case 1:
                        isLabels = scanner.Text(fieldEnd, MostTextBytes).StartsWith(
                            "classlabels_", StringComparison.Ordinal);
                        break;
                    case 5 or 10:
                        ReadTensor(fieldEnd);
                        break;
                    case 6 or 11:
                        ReadGraph(fieldEnd);
                        break;
                    case 22 or 23:
                        Messages(fieldEnd, 1, 2, ReadTensor);
                        break;
                    case 8 when isLabels:
                        numbers.AddRange(scanner.Integers(fieldEnd).Take(MostLabels));
                        break;
                    case 9 when isLabels && texts.Count < MostLabels:
                        texts.Add(scanner.Text(fieldEnd, MostTextBytes));
                        break;
                }
            },
            (field, number) =>
            {
                if (field == 8 && isLabels && numbers.Count < MostLabels)
                {
                    numbers.Add((long)number);
                }
            });
    }

    private void ReadTensor(long end)
    {
        string? location = null;
        var isExternal = false;
        scanner.Message(
            end,
            (field, fieldEnd) =>
            {
                if (field == 13 && ReadEntry(fieldEnd) is ("location", var value))
                {
                    location = value;
                }
            },
            (field, number) => isExternal |= field == 14 && number == External);
        if (isExternal)
        {
            outline.AddExternalFile(location ?? "");
        }
    }

    private (string Key, string Value) ReadEntry(long end)
    {
        var (key, value) = ("", "");
        scanner.Message(end, (field, fieldEnd) =>
        {
            switch (field)
            {
                case 1:
                    key = scanner.Text(fieldEnd, MostTextBytes);
                    break;
                case 2:
                    value = scanner.Text(fieldEnd, MostTextBytes);
                    break;
            }
        });
        return (key, value);
    }

    /// <summary>Reads the messages in two fields of a message.</summary>
    private void Messages(long end, int first, int second, Action<long> read) =>
        scanner.Message(end, (field, fieldEnd) =>
        {
            if (field == first || field == second)
            {
                read(fieldEnd);
            }
        });

    private ValueInfoProto Declaration(long end) =>
        ValueInfoProto.Parser.ParseFrom(scanner.Bytes(end, MostDeclarationBytes));
}
