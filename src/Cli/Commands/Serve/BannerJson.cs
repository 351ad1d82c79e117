using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tracking.Cli.Commands.Serve;

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class BannerJson : JsonSerializerContext;
