using System.Globalization;

namespace Tracking.Core.Runs;

/// <summary>Invents names such as <c>brisk-heron-417</c>, at most 20 characters. Safe for concurrent use.</summary>
public sealed class RunNames(Random random)
{
    private static readonly string[] Adjectives =
    [
        "able", "agile", "amber", "ample", "azure", "basic", "bold", "brave", "breezy", "bright", "brisk", "broad",
        "calm", "candid", "careful", "casual", "cheery", "civic", "clean", "clear", "clever", "cosmic", "crisp",
        "curious", "daring", "deft", "direct", "eager", "early", "earnest", "easy", "fair", "famous", "fancy",
        "fast", "fine", "firm", "fleet", "fluent", "fresh", "gentle", "glad", "golden", "grand", "handy", "happy",
        "hardy", "honest", "ideal", "jolly", "keen", "kind", "lively", "loyal", "lucid", "lucky", "mellow", "merry",
        "mild", "modest", "neat", "nimble", "noble", "novel", "open", "patient", "placid", "plucky", "polite",
        "proud", "quick", "quiet", "rapid", "rare", "ready", "robust", "rosy", "serene", "sharp", "silent", "smart",
        "smooth", "snug", "solid", "sound", "stable", "steady", "sturdy", "subtle", "sunny", "sure", "swift",
        "tidy", "tough", "tranquil", "true", "vital", "vivid", "warm", "wise", "witty", "zesty",
    ];

    private static readonly string[] Nouns =
    [
        "acorn", "alder", "anchor", "ant", "apple", "arrow", "aspen", "badger", "basil", "bay", "beacon", "bear",
        "beaver", "birch", "bison", "bloom", "boat", "bridge", "brook", "canyon", "castle", "cedar", "cherry",
        "cliff", "cloud", "clover", "comet", "coral", "crane", "creek", "cricket", "delta", "dolphin", "dove",
        "dune", "eagle", "elk", "elm", "falcon", "fern", "finch", "fjord", "flame", "flute", "forest", "fox",
        "garnet", "geyser", "glacier", "grove", "gull", "harbor", "hare", "hawk", "hazel", "heron", "hill",
        "island", "ivy", "jasper", "kite", "lagoon", "lake", "lark", "laurel", "lemon", "lily", "linden", "lion",
        "lynx", "maple", "marlin", "meadow", "mesa", "mole", "moose", "moss", "nebula", "newt", "oak", "ocean",
        "olive", "orbit", "orca", "orchid", "otter", "owl", "oxbow", "panda", "peak", "pebble", "pine", "plum",
        "pond", "poplar", "prairie", "quail", "quartz", "raven", "reef", "ridge", "river", "robin", "sage",
        "salmon", "seal", "shore", "sparrow", "spruce", "squid", "stone", "stork", "swan", "tern", "thicket",
        "tiger", "topaz", "trout", "tulip", "valley", "walnut", "whale", "willow", "wolf", "wren", "yak", "zebra",
    ];

    private readonly Lock _gate = new();

    public string Next()
    {
        lock (_gate)
        {
            var adjective = Adjectives[random.Next(Adjectives.Length)];
            var noun = Nouns[random.Next(Nouns.Length)];
            return string.Create(CultureInfo.InvariantCulture, $"{adjective}-{noun}-{random.Next(1000)}");
        }
    }
}
