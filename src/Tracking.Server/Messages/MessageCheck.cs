using System.Collections;
using System.Globalization;
using Tracking.Core.Errors;

namespace Tracking.Server.Messages;

/// <summary>
/// Looks at a message after it was read: required fields, the old name of run_id, unknown enum numbers.
/// </summary>
internal static class MessageCheck
{
    public static void Apply(MessageShape shape, object message) => Apply(shape, message, "");

    private static void Apply(MessageShape shape, object message, string prefix)
    {
        if (!shape.NeedsCheck)
        {
            return;
        }

        if (shape is { RunUuid: { } runUuid, RunId: { } runId } && IsMissing(runId.Get(message)))
        {
            runId.Set(message, runUuid.Get(message));
        }

        foreach (var field in shape.Fields)
        {
            CheckField(field, message, prefix);
        }
    }

    private static void CheckField(FieldShape field, object message, string prefix)
    {
        if (!field.IsRequired && !field.IsList && field.Kind is not (FieldKind.Enumeration or FieldKind.Message))
        {
            return;
        }

        var value = field.Get(message);
        if (field.IsRequired && IsMissing(value))
        {
            throw ParameterErrors.Missing(prefix + field.Name);
        }

        if (value is null)
        {
            return;
        }

        if (value is IList items && items.IndexOf(null) is var missing and >= 0)
        {
            CheckMissingItem(field, message, $"{prefix}{field.Name}[{missing}]");
        }

        if (field.EnumType is { } type && !Enum.IsDefined(type, value))
        {
            if (field.IsRequired)
            {
                throw ParameterErrors.Missing(prefix + field.Name);
            }

            field.Set(message, null);
        }
        else if (!field.IsLoose && field.Message is { NeedsCheck: true } shape)
        {
            CheckMessages(shape, value, prefix + field.Name);
        }
    }

    /// <summary>A null in a list: it empties a loose list of texts, all others are refused.</summary>
    private static void CheckMissingItem(FieldShape field, object message, string path)
    {
        if (field is not { IsLoose: true, Kind: FieldKind.Text })
        {
            throw ParameterErrors.WrongType(path, "null", "NoneType");
        }

        field.Set(message, null);
    }

    private static void CheckMessages(MessageShape shape, object value, string path)
    {
        if (value is not IList items)
        {
            Apply(shape, value, path + ".");
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is { } item && IsComplete(shape, item))
            {
                continue;
            }

            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            Apply(shape, items[i] ?? throw ParameterErrors.WrongType(itemPath, "null", "NoneType"), itemPath + ".");
        }
    }

    /// <summary>Saves the path of every item of a long list: most have nothing to complain about.</summary>
    private static bool IsComplete(MessageShape shape, object message)
    {
        foreach (var field in shape.Fields)
        {
            if (field.IsList || field.Kind is FieldKind.Enumeration or FieldKind.Message ||
                (field.IsRequired && IsMissing(field.Get(message))))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsMissing(object? value) => value is null or "";
}
