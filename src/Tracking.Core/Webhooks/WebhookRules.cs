using System.Text.RegularExpressions;
using Tracking.Core.Errors;

namespace Tracking.Core.Webhooks;

/// <summary>What names, texts and events of webhooks may be, in MLflow's words.</summary>
public static partial class WebhookRules
{
    public const int MaxUrlLength = 2_048;
    public const int MaxDescriptionLength = 5_000;
    public const int MaxSecretLength = 1_000;
    public const int MaxWebhooks = 1_000;
    public const int DefaultListResults = 100;
    public const int MaxListResults = 1_000;

    /// <exception cref="TrackingException">The name is too long or holds other characters.</exception>
    public static void ValidateName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!NamePattern().IsMatch(name))
        {
            throw ParameterErrors.Invalid(
                $"Webhook name '{name}' is invalid. It must start and end with a letter or digit, be less than 63 " +
                "characters long, and contain only letters, digits, dots (.), underscores (_), and hyphens (-).");
        }
    }

    public static void ValidateDescription(string? description) =>
        ValidateLength("description", description, MaxDescriptionLength);

    public static void ValidateSecret(string? secret) => ValidateLength("secret", secret, MaxSecretLength);

    /// <summary>Sorted, each once.</summary>
    /// <exception cref="TrackingException">There are none, or an entity has no such action.</exception>
    public static IReadOnlyList<WebhookEvent> Accept(IReadOnlyList<WebhookEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0)
        {
            throw ParameterErrors.Invalid("Webhook events must be a non-empty list of WebhookEvent objects: [].");
        }

        foreach (var item in events)
        {
            item.Validate();
        }

        return [.. events.Distinct().Order()];
    }

    /// <summary>Zero is the default, as MLflow has it.</summary>
    public static int PageSizeOf(int? requested) => requested switch
    {
        null or 0 => DefaultListResults,
        >= 1 and <= MaxListResults => requested.Value,
        _ => throw ParameterErrors.Invalid($"max_results must be between 1 and {MaxListResults}."),
    };

    public static TrackingException NotFound(string webhookId) =>
        new(ErrorCode.ResourceDoesNotExist, $"Webhook with ID {webhookId} not found.");

    public static TrackingException DeliveryNotFound(string deliveryId) =>
        new(ErrorCode.ResourceDoesNotExist, $"There is no dead delivery with ID {deliveryId} of this webhook.");

    public static TrackingException TooMany() =>
        new(ErrorCode.RequestLimitExceeded, $"There are {MaxWebhooks} webhooks, which is the limit. Delete one first.");

    private static void ValidateLength(string field, string? value, int limit)
    {
        if (value?.Length > limit)
        {
            throw ParameterErrors.TooLong(field, limit);
        }
    }

    [GeneratedRegex(@"^(?=.{1,63}\z)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
