namespace Changeover.Sandbox.Dialects.Gemini;

/// <summary>The messages of the v1beta API that a request may hold, and nothing else (API reference, seen 2026-11).</summary>
internal static class ProtoTypes
{
    private const string Messages = """
        GenerateContentRequest model:string contents:Content* tools:Tool* toolConfig:ToolConfig safetySettings:SafetySetting*
            systemInstruction:Content generationConfig:GenerationConfig cachedContent:string serviceTier:string store:bool
        CountTokensRequest contents:Content* generateContentRequest:GenerateContentRequest
        EmbedContentRequest model:string content:Content taskType:string title:string outputDimensionality:int
        BatchEmbedContentsRequest requests:EmbedContentRequest*
        Content parts:Part* role:string
        Part text:string inlineData:Blob functionCall:FunctionCall functionResponse:FunctionResponse fileData:FileData
            executableCode:ExecutableCode codeExecutionResult:CodeExecutionResult thought:bool thoughtSignature:bytes
            partMetadata:struct videoMetadata:VideoMetadata mediaResolution:struct
        Blob mimeType:string data:bytes
        FileData mimeType:string fileUri:string
        FunctionCall id:string name:string args:struct
        FunctionResponse id:string name:string response:struct parts:FunctionResponsePart* willContinue:bool scheduling:Scheduling
        FunctionResponsePart inlineData:Blob
        ExecutableCode id:string language:string code:string
        CodeExecutionResult id:string outcome:string output:string
        VideoMetadata startOffset:string endOffset:string fps:number
        Tool functionDeclarations:FunctionDeclaration* googleSearchRetrieval:struct codeExecution:struct googleSearch:struct
            computerUse:struct urlContext:struct fileSearch:struct googleMaps:struct
        FunctionDeclaration name:string description:string behavior:Behavior parameters:Schema parametersJsonSchema:value
            response:Schema responseJsonSchema:value
        Schema type:Type format:string title:string description:string nullable:bool enum:string* maxItems:int minItems:int
            properties:Schema{} required:string* minProperties:int maxProperties:int minLength:int maxLength:int
            pattern:string example:value anyOf:Schema* propertyOrdering:string* default:value items:Schema minimum:number
            maximum:number
        ToolConfig functionCallingConfig:FunctionCallingConfig retrievalConfig:struct
        FunctionCallingConfig mode:Mode allowedFunctionNames:string*
        SafetySetting category:string threshold:string
        GenerationConfig stopSequences:string* responseMimeType:string responseSchema:Schema responseJsonSchema:value
            responseModalities:Modality* candidateCount:int maxOutputTokens:int temperature:number topP:number topK:number
            seed:int presencePenalty:number frequencyPenalty:number responseLogprobs:bool logprobs:int
            enableEnhancedCivicAnswers:bool speechConfig:struct thinkingConfig:ThinkingConfig imageConfig:struct
            mediaResolution:string
        ThinkingConfig includeThoughts:bool thinkingBudget:int thinkingLevel:ThinkingLevel
        """;

    private const string Enumerations = """
        Type TYPE_UNSPECIFIED STRING NUMBER INTEGER BOOLEAN ARRAY OBJECT NULL
        Mode MODE_UNSPECIFIED AUTO ANY NONE VALIDATED
        Modality MODALITY_UNSPECIFIED TEXT IMAGE AUDIO
        ThinkingLevel THINKING_LEVEL_UNSPECIFIED MINIMAL LOW MEDIUM HIGH
        Behavior UNSPECIFIED BLOCKING NON_BLOCKING
        Scheduling SCHEDULING_UNSPECIFIED SILENT WHEN_IDLE INTERRUPT
        """;

    private static readonly Dictionary<string, Dictionary<string, ProtoField>> Fields = Lines(Messages)
        .ToDictionary(line => line[0], line => line.Skip(1).Select(ProtoField.Parse).ToDictionary(field => field.Name, StringComparer.Ordinal), StringComparer.Ordinal);

    private static readonly Dictionary<string, HashSet<string>> Values = Lines(Enumerations)
        .ToDictionary(line => line[0], line => line.Skip(1).ToHashSet(StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);

    public static bool IsMessage(string type) => Fields.ContainsKey(type);

    /// <summary>The values of an enumeration; null when the type is none.</summary>
    public static IReadOnlySet<string>? ValuesOf(string type) => Values.GetValueOrDefault(type);

    /// <summary>The field of that name, in camelCase or snake_case; null when the message has none.</summary>
    public static ProtoField? Find(string message, string name) =>
        Fields[message].GetValueOrDefault(name) ?? Fields[message].Values.FirstOrDefault(field => field.Spelled == name);

    /// <summary>The words of each definition; an indented line goes on with the one above it.</summary>
    private static IEnumerable<string[]> Lines(string text) =>
        text.ReplaceLineEndings("\n").Replace("\n    ", " ", StringComparison.Ordinal).Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
