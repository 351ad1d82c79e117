using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Tracking.Models.Scoring;
using Tracking.Serving.Protocols.Grpc.Proto;
using Tracking.Serving.Protocols.Json;
using Tracking.Serving.Protocols.OpenInference.Raw;

namespace Tracking.Serving.Protocols.Grpc.Wire;

/// <summary>
/// A message to send: fields in a buffer and, after them, tensors that go from their own memory to the connection.
/// Not thread-safe.
/// </summary>
internal sealed class GrpcAnswer : IDisposable
{
    private int _blobField;
    private IReadOnlyList<NamedTensor> _blobs = [];

    /// <summary>The fields, written by a <see cref="ProtoWriter"/>.</summary>
    public ResponseBuffer Fields { get; } = new();

    /// <summary>How many bytes the message has.</summary>
    public int Count
    {
        get
        {
            var count = Fields.Count;
            foreach (var (_, tensor) in _blobs)
            {
                var length = RawTensors.BytesOf(tensor);
                count = checked(count + ProtoWriter.SizeOfHeader(_blobField, length) + length);
            }

            return count;
        }
    }

    /// <summary>Adds numeric tensors as bytes fields after everything else.</summary>
    public void AddBlobs(int field, IReadOnlyList<NamedTensor> tensors)
    {
        _blobField = field;
        _blobs = tensors;
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear()
    {
        Fields.Clear();
        _blobs = [];
    }

    /// <summary>Writes the message in its frame.</summary>
    public void WriteTo(IBufferWriter<byte> writer)
    {
        WriteHeader(writer, 0, Count);
        WriteMessage(writer);
    }

    /// <summary>Writes the message as a field of another.</summary>
    public void CopyTo(IBufferWriter<byte> writer, int field)
    {
        ProtoWriter.WriteHeader(writer, field, Count);
        WriteMessage(writer);
    }

    /// <summary>Writes the message in its frame, compressed.</summary>
    public void WriteGzipTo(IBufferWriter<byte> writer)
    {
        using var whole = new ResponseBuffer();
        WriteMessage(whole);
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(whole.Written);
        }

        WriteHeader(writer, 1, (int)compressed.Length);
        writer.Write(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }

    public void Dispose() => Fields.Dispose();

    private static void WriteHeader(IBufferWriter<byte> writer, byte flag, int length)
    {
        var header = writer.GetSpan(GrpcMessage.HeaderBytes);
        header[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], length);
        writer.Advance(GrpcMessage.HeaderBytes);
    }

    private void WriteMessage(IBufferWriter<byte> writer)
    {
        writer.Write(Fields.Written);
        foreach (var (_, tensor) in _blobs)
        {
            ProtoWriter.WriteHeader(writer, _blobField, RawTensors.BytesOf(tensor));
            writer.Write(RawTensors.Span(tensor));
        }
    }
}
