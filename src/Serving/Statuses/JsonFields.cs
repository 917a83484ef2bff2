using System.Text.Json;
using Google.Protobuf.Reflection;

namespace HealthScore.Serving.Statuses;

/// <summary>Finds fields of a JSON request that its message does not have, or that stand twice.</summary>
internal static class JsonFields
{
    /// <exception cref="JsonException">Not JSON, or nested deeper than 64.</exception>
    public static FieldViolations Check(ReadOnlySpan<byte> json, MessageDescriptor message)
    {
        var violations = new FieldViolations();
        var reader = new Utf8JsonReader(json);
        if (reader.Read())
        {
            Message(ref reader, message, "", violations);
        }

        return violations;
    }

    public static FieldDescriptor? Find(MessageDescriptor message, string name) =>
        message.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == name || field.Name == name);

    private static void Message(
        ref Utf8JsonReader reader,
        MessageDescriptor message,
        string path,
        FieldViolations violations
    )
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            var field = Find(message, name);
            var at = path.Length == 0 ? name : $"{path}.{name}";
            reader.Read();
            if (field is null)
            {
                violations.Add(at, $"is no field of {message.Name}");
                reader.Skip();
            }
            else
            {
                Once(seen, field.Name, at, violations);
                Value(ref reader, field, at, violations);
            }
        }
    }

    private static void Value(ref Utf8JsonReader reader, FieldDescriptor field, string path, FieldViolations violations)
    {
        if (field.IsMap)
        {
            Map(ref reader, field.MessageType.FindFieldByName("value"), path, violations);
        }
        else if (field.FieldType != FieldType.Message)
        {
            reader.Skip();
        }
        else if (field.IsRepeated && reader.TokenType == JsonTokenType.StartArray)
        {
            for (var k = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; k++)
            {
                Message(ref reader, field.MessageType, $"{path}[{k}]", violations);
            }
        }
        else
        {
            Message(ref reader, field.MessageType, path, violations);
        }
    }

    private static void Map(ref Utf8JsonReader reader, FieldDescriptor value, string path, FieldViolations violations)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var at = $"{path}[\"{key}\"]";
            Once(seen, key, at, violations);
            reader.Read();
            Value(ref reader, value, at, violations);
        }
    }

    private static void Once(HashSet<string> seen, string name, string path, FieldViolations violations)
    {
        if (!seen.Add(name))
        {
            violations.Add(path, "stands twice");
        }
    }
}
