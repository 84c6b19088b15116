using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Landscape.Artifacts;
using Landscape.Staging.Configuration;

namespace Landscape.Staging.Hosting;

/// <summary>A loaded stage: its name, version, options and tables, found by reflection in its assembly.</summary>
internal sealed class StageAssembly
{
    private readonly Type stage;

    private StageAssembly(string path, Assembly assembly)
    {
        Path = path;
        var candidates = assembly.GetTypes().Where(type => type.IsDefined(typeof(StageAttribute))).ToList();
        stage = candidates is [var one] ? one : throw Invalid($"has {candidates.Count} classes with [Stage]; expected one");
        var attribute = stage.GetCustomAttribute<StageAttribute>()!;
        (Name, SchemaVersion) = (attribute.Name, attribute.SchemaVersion);
        Options = stage.GetInterfaces().SingleOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStage<>))?.GetGenericArguments()[0]
            ?? throw Invalid($"has the stage {stage.Name}, which does not implement IStage<TOptions>");
        var tables = assembly.GetTypes().Where(type => type.IsDefined(typeof(TableAttribute))).ToDictionary(type => type.GetCustomAttribute<TableAttribute>()!);
        Tables = new SortedDictionary<string, int>(tables.Keys.ToDictionary(table => table.Name, table => table.Version), StringComparer.Ordinal);
        Rows = tables.ToDictionary(table => table.Key.Name, table => table.Value, StringComparer.Ordinal);
    }

    /// <summary>The assembly's file.</summary>
    public string Path { get; }

    /// <summary>The stage's name, lower case.</summary>
    public string Name { get; }

    /// <summary>The version of what the stage computes.</summary>
    public int SchemaVersion { get; }

    /// <summary>The options record.</summary>
    public Type Options { get; }

    /// <summary>Schema version of each table's row record.</summary>
    public IReadOnlyDictionary<string, int> Tables { get; }

    /// <summary>The row record of each table.</summary>
    public IReadOnlyDictionary<string, Type> Rows { get; }

    /// <summary>Loads a stage's assembly with its dependencies; what the host has itself is shared with it.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <param name="sha256">The assemblies that a fingerprint names, by name; null where nothing is computed under a fingerprint.</param>
    /// <exception cref="StageDefinitionException">No such file, no assembly, or not exactly one stage in it.</exception>
    /// <exception cref="UsageException">An assembly is another one than the fingerprint was made of.</exception>
    public static StageAssembly Load(string path, IReadOnlyDictionary<string, string>? sha256 = null)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new StageDefinitionException($"stage assembly {path} does not exist; build the solution first");
        }

        try
        {
            CheckSharedAssemblies(full);
            var verified = sha256 is null ? null : VerifiedAssemblies.Read(System.IO.Path.GetDirectoryName(full)!, sha256);
            return new StageAssembly(full, new Context(full, verified).LoadStage());
        }
        catch (Exception failure) when (failure is BadImageFormatException or ReflectionTypeLoadException or FileNotFoundException)
        {
            throw new StageDefinitionException($"{path} cannot be loaded: {failure.Message}");
        }
    }

    /// <summary>Binds canonical options, as a request carries them; none means every default.</summary>
    /// <exception cref="StageDefinitionException">They do not fit the options record.</exception>
    public object BindOptions(ConfigNode? canonical, ConfigErrors errors) =>
        canonical is null or MappingNode
            ? new OptionsBinder(errors, _ => null).BindRecord(canonical as MappingNode ?? new MappingNode(new Position(1, 1), []), new RecordShape(Options), Name)
            : throw Invalid("was given options that are no group of keys");

    /// <summary>Runs the stage; its exceptions come out as they were thrown.</summary>
    public StageOutput Run(StageInputs inputs, object options, StageContext context)
    {
        var run = typeof(IStage<>).MakeGenericType(Options).GetMethod("Run")!;
        var instance = Activator.CreateInstance(stage, nonPublic: true) ?? throw Invalid($"has the stage {stage.Name}, which cannot be created");
        return (StageOutput?)run.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, [inputs, options, context], null)
            ?? throw Invalid($"has the stage {stage.Name}, which returned nothing");
    }

    private StageDefinitionException Invalid(string problem) => new($"{System.IO.Path.GetFileName(Path)} {problem}");

    /// <summary>A stage's fingerprint hashes the copies in its own folder while the host's are the ones that run: they must be the same build.</summary>
    private static void CheckSharedAssemblies(string stagePath)
    {
        foreach (var copy in Directory.EnumerateFiles(System.IO.Path.GetDirectoryName(stagePath)!, "*.dll"))
        {
            var own = System.IO.Path.Combine(AppContext.BaseDirectory, System.IO.Path.GetFileName(copy));
            if (own != copy && File.Exists(own) && BuildOf(own) != BuildOf(copy))
            {
                throw new StageDefinitionException(
                    $"{System.IO.Path.GetFileName(stagePath)} was built with another {System.IO.Path.GetFileName(copy)} than the host has; build the solution again");
            }
        }
    }

    private static Guid BuildOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return VerifiedAssemblies.BuildOf(file);
    }

    /// <summary>Keeps the dependencies of stages apart, except for what the host brings: contract types must be one and the same.</summary>
    private sealed class Context(string stagePath, VerifiedAssemblies? verified) : AssemblyLoadContext(System.IO.Path.GetFileNameWithoutExtension(stagePath))
    {
        private readonly AssemblyDependencyResolver resolver = new(stagePath);

        public Assembly LoadStage() => LoadVerified(System.IO.Path.GetFileNameWithoutExtension(stagePath)) ?? LoadFromAssemblyPath(stagePath);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (File.Exists(System.IO.Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll")))
            {
                return null;
            }

            if (LoadVerified(assemblyName.Name!) is { } sound)
            {
                return sound;
            }

            var beside = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(stagePath)!, $"{assemblyName.Name}.dll");
            var path = resolver.ResolveAssemblyToPath(assemblyName) ?? (File.Exists(beside) ? beside : null);
            return path is null ? null : LoadFromAssemblyPath(path);
        }

        private Assembly? LoadVerified(string name)
        {
            using var stream = verified?.Open(name);
            return stream is null ? null : LoadFromStream(stream);
        }

        protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
            resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
    }
}
