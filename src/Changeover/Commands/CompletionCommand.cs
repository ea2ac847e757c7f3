using System.CommandLine;

namespace Changeover.Commands;

/// <summary><c>changeover completion</c>: a script that asks the executable itself what may follow, so that it never grows old.</summary>
internal static class CompletionCommand
{
    /// <summary>Shells that there is a script for, with it.</summary>
    public static IReadOnlyDictionary<string, string> Scripts { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            # Completion of changeover in bash: source <(changeover completion bash)
            _changeover() {
                local IFS=' '
                local line="changeover ${COMP_WORDS[*]:1:COMP_CWORD}"
                IFS=$'\n'
                COMPREPLY=($(compgen -W "$("$1" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _changeover changeover
            """,
        ["zsh"] = """
            #compdef changeover
            # Completion of changeover in zsh: source <(changeover completion zsh), or this file as _changeover in $fpath
            _changeover() {
                local line="changeover ${(j: :)words[2,CURRENT]}"
                local -a found=("${(@f)$("$words[1]" "[suggest:${#line}]" "$line" 2>/dev/null)}")
                compadd -a found || _files
            }
            if [[ "$funcstack[1]" == _changeover ]]; then _changeover "$@"; else compdef _changeover changeover; fi
            """,
        ["fish"] = """
            # Completion of changeover in fish: changeover completion fish > ~/.config/fish/completions/changeover.fish
            function __changeover_suggest
                set -l words (commandline -opc) (commandline -ct)
                set -l line (string join -- ' ' changeover $words[2..-1])
                set -l point (string length -- "$line")
                $words[1] "[suggest:$point]" "$line" 2>/dev/null
            end
            complete -c changeover -a '(__changeover_suggest)'
            """,
        ["pwsh"] = """
            # Completion of changeover in PowerShell: changeover completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName changeover -ScriptBlock {
                param($word, $ast, $cursor)
                $point = $cursor - $ast.Extent.StartOffset
                $line = $ast.ToString().PadRight($point)
                & changeover "[suggest:$point]" $line | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = $"One of: {string.Join(", ", Scripts.Keys)}." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completion", "Write the completion script of a shell.") { shell };
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(Scripts[parsed.GetRequiredValue(shell)].ReplaceLineEndings("\n")));
        return command;
    }
}
