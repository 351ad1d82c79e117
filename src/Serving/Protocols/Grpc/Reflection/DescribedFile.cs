using Tracking.Serving.Protocols.Grpc.Proto;

namespace Tracking.Serving.Protocols.Grpc.Reflection;

/// <summary>A .proto file as protoc compiled it: <c>google.protobuf.FileDescriptorProto</c>.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="Descriptor">The compiled bytes.</param>
/// <param name="Services">Full names of its services.</param>
/// <param name="Symbols">Full names of services, methods, messages and enums.</param>
internal sealed record DescribedFile(
    string Name, byte[] Descriptor, IReadOnlyList<string> Services, IReadOnlySet<string> Symbols)
{
    // Of FileDescriptorSet, FileDescriptorProto, DescriptorProto and ServiceDescriptorProto.
    private const int FileOfSet = 1;
    private const int NameField = 1;
    private const int Package = 2;
    private const int MessageOfFile = 4;
    private const int EnumOfFile = 5;
    private const int ServiceOfFile = 6;
    private const int MemberOfService = 2;
    private const int MessageOfMessage = 3;
    private const int EnumOfMessage = 4;

    /// <summary>The files of what is served; none of them imports another.</summary>
    public static IReadOnlyList<DescribedFile> All { get; } = ReadAll();

    private static DescribedFile[] ReadAll()
    {
        using var stream = typeof(DescribedFile).Assembly.GetManifestResourceStream("grpc/descriptors.pb")!;
        var set = new byte[stream.Length];
        stream.ReadExactly(set);
        return [.. PartsOf(set).Where(part => part.Field == FileOfSet).Select(part => Read(part.Bytes))];
    }

    private static DescribedFile Read(byte[] descriptor)
    {
        var parts = PartsOf(descriptor);
        var package = TextOf(parts, Package);
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        var services = new List<string>();
        foreach (var (field, bytes) in parts)
        {
            var name = field is MessageOfFile or EnumOfFile or ServiceOfFile ? AddTo(symbols, package, bytes) : "";
            switch (field)
            {
                case ServiceOfFile:
                    services.Add(name);
                    AddMembers(symbols, name, bytes, MemberOfService);
                    break;
                case MessageOfFile:
                    AddMembers(symbols, name, bytes, MessageOfMessage, EnumOfMessage);
                    break;
            }
        }

        return new DescribedFile(TextOf(parts, NameField), descriptor, services, symbols);
    }

    // What is nested in a message nested in another is found by the outer one's file, whose name every client asks for.
    private static void AddMembers(HashSet<string> symbols, string owner, byte[] descriptor, params int[] members)
    {
        foreach (var (field, bytes) in PartsOf(descriptor))
        {
            if (members.Contains(field))
            {
                AddTo(symbols, owner, bytes);
            }
        }
    }

    private static string AddTo(HashSet<string> symbols, string owner, byte[] descriptor)
    {
        var name = $"{owner}.{TextOf(PartsOf(descriptor), NameField)}";
        symbols.Add(name);
        return name;
    }

    private static string TextOf(List<(int Field, byte[] Bytes)> parts, int field) =>
        ProtoReader.Decode(parts.First(part => part.Field == field).Bytes);

    private static List<(int Field, byte[] Bytes)> PartsOf(ReadOnlySpan<byte> message)
    {
        var parts = new List<(int, byte[])>();
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            if (reader.Kind == WireKind.Bytes)
            {
                parts.Add((reader.Field, reader.Bytes().ToArray()));
            }
            else
            {
                reader.Skip();
            }
        }

        return parts;
    }
}
