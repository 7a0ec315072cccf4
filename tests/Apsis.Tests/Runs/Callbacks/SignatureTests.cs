using System.Globalization;
using Apsis.Automation;
using Apsis.Runs;
using Apsis.Runs.Callbacks;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Apsis.Tests.Runs.Callbacks;

/// <summary>Addresses and secrets of callbacks: the right one is known again, and nothing else is.</summary>
public sealed class SignatureTests
{
    private const string Key = "a key of forty characters for these tests";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    private static readonly Gen<char> AnyChar = Gen.Frequency((3, Gen.Char["0123456789abcdefghjkmnpqrstvwxyz._-/"]), (1, Gen.Char));

    [Theory]
    [InlineData(CallbackSecretPlace.Header)]
    [InlineData(CallbackSecretPlace.Path)]
    public void What_a_run_was_given_is_right_and_says_what_it_is(CallbackSecretPlace place)
    {
        var callbacks = Callbacks(place: place);
        var run = RunId.New(_time);

        foreach (var kind in Enum.GetValues<CallbackKind>())
        {
            var (word, name, signature) = Parts(callbacks.ArgumentFor(kind, run));

            callbacks.Check(word, name, signature, out var ticket).ShouldBe(CallbackVerdict.Right);
            ticket.ShouldBe(new CallbackTicket(kind, run, _time.GetUtcNow()));
        }
    }

    [Fact]
    public void Any_character_that_is_changed_left_out_or_added_makes_it_wrong()
    {
        var callbacks = Callbacks();
        var (word, name, signature) = Parts(callbacks.ArgumentFor(CallbackKind.Complete, RunId.New(_time)));

        Gen.Select(Gen.Int[0, name.Length + signature!.Length - 1], Gen.Int[0, 2], AnyChar).Sample((place, how, with) =>
        {
            var text = name + signature;
            var changed = how switch
            {
                0 => text[..place] + with + text[(place + 1)..],
                1 => text[..place] + text[(place + 1)..],
                _ => text[..place] + with + text[place..],
            };
            if (changed == text)
                return;

            // Wherever the cut between the two falls.
            foreach (var cut in new[] { name.Length - 1, name.Length, name.Length + 1 })
            {
                if (changed[..cut] == name && changed[cut..] == signature)
                    continue;
                callbacks.Check(word, changed[..cut], changed[cut..], out var ticket).ShouldNotBe(CallbackVerdict.Right);
                ticket.ShouldBe(default);
            }
        });
    }

    [Fact]
    public void Of_the_texts_that_mean_the_same_bytes_one_is_right()
    {
        var callbacks = Callbacks();
        var (word, name, signature) = Parts(callbacks.ArgumentFor(CallbackKind.Complete, RunId.New(_time)));
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

        alphabet.Count(last => callbacks.Check(word, name, signature![..^1] + last, out _) == CallbackVerdict.Right).ShouldBe(1);
    }

    [Fact]
    public void No_text_does_more_than_be_refused()
    {
        var callbacks = Callbacks();
        var texts = AnyChar.Array[0, 120].Select(characters => new string(characters));
        var words = Gen.OneOf(Gen.Const("complete"), Gen.Const("progress"), Gen.Const("Complete"), Gen.Const(""), texts);
        var names = Gen.OneOf(texts, Gen.Select(Gen.Char["0123456789abcdefghjkmnpqrstvwxyz"].Array[26], Gen.Long, texts)
            .Select((run, time, rest) => string.Create(CultureInfo.InvariantCulture, $"{new string(run)}.{time}{rest}")));

        Gen.Select(words, names, texts).Sample((word, name, signature) =>
            callbacks.Check(word, name, signature, out _).ShouldBeOneOf(CallbackVerdict.Malformed, CallbackVerdict.Unsigned, CallbackVerdict.WrongSignature));
    }

    [Fact]
    public void A_ticket_is_read_as_it_was_written_and_in_no_other_way()
    {
        var runs = Gen.Char["0123456789abcdefghjkmnpqrstvwxyz"].Array[26].Select(characters => RunId.Parse(new string(characters)));

        Gen.Select(runs, Gen.Enum<CallbackKind>(), Gen.Long[1, 99_999_999_999_999]).Sample((run, kind, time) =>
        {
            var ticket = new CallbackTicket(kind, run, DateTimeOffset.FromUnixTimeMilliseconds(time));
            var name = ticket.ToString().Split('/')[1];

            CallbackTicket.TryParse(CallbackTicket.WordOf(kind), name, out var read, out var none).ShouldBeTrue();
            (read, none.Length).ShouldBe((ticket, 0));
            CallbackTicket.TryParse(CallbackTicket.WordOf(kind), name + ".sig", out read, out var signature).ShouldBeTrue();
            (read, signature.ToString()).ShouldBe((ticket, "sig"));
            foreach (var other in new[] { name + ".", name.Replace(".", ".0", StringComparison.Ordinal), name.Replace(".", ".+", StringComparison.Ordinal), name.ToUpperInvariant() + "x", " " + name })
                CallbackTicket.TryParse(CallbackTicket.WordOf(kind), other, out _, out _).ShouldBeFalse();
        });
    }

    [Fact]
    public void The_secret_of_another_run_another_kind_or_another_submission_is_wrong()
    {
        var callbacks = Callbacks();
        var run = RunId.New(_time);
        var (word, name, signature) = Parts(callbacks.ArgumentFor(CallbackKind.Complete, run));
        var (_, _, ofAnotherRun) = Parts(callbacks.ArgumentFor(CallbackKind.Complete, RunId.New(_time)));
        var (_, _, ofAnotherKind) = Parts(callbacks.ArgumentFor(CallbackKind.Progress, run));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var (_, _, ofAnotherSubmission) = Parts(callbacks.ArgumentFor(CallbackKind.Complete, run));

        foreach (var wrong in new[] { ofAnotherRun, ofAnotherKind, ofAnotherSubmission })
            callbacks.Check(word, name, wrong, out _).ShouldBe(CallbackVerdict.WrongSignature);
        foreach (var none in new[] { null, "" })
            callbacks.Check(word, name, none, out _).ShouldBe(CallbackVerdict.Unsigned);
        callbacks.Check(word, name, signature, out _).ShouldBe(CallbackVerdict.Right);
    }

    [Fact]
    public void A_secret_is_good_for_three_days()
    {
        var callbacks = Callbacks();
        var (word, name, signature) = Parts(callbacks.ArgumentFor(CallbackKind.Complete, RunId.New(_time)));

        _time.Advance(TimeSpan.FromDays(3));
        callbacks.Check(word, name, signature, out _).ShouldBe(CallbackVerdict.Right);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        callbacks.Check(word, name, signature, out _).ShouldBe(CallbackVerdict.TooOld);
    }

    [Fact]
    public void Processes_of_one_key_know_each_others_secrets_and_those_without_a_key_do_not()
    {
        var (word, name, signature) = Parts(Callbacks().ArgumentFor(CallbackKind.Complete, RunId.New(_time)));
        Callbacks().Check(word, name, signature, out _).ShouldBe(CallbackVerdict.Right);
        Callbacks(key: Key + "!").Check(word, name, signature, out _).ShouldBe(CallbackVerdict.WrongSignature);

        (word, name, signature) = Parts(Callbacks(key: null).ArgumentFor(CallbackKind.Complete, RunId.New(_time)));
        Callbacks(key: null).Check(word, name, signature, out _).ShouldBe(CallbackVerdict.WrongSignature);
    }

    [Fact]
    public void Nothing_prints_the_key_or_a_secret()
    {
        var options = new RunCallbackOptions { BaseUrl = new Uri("https://me.example/hooks"), Key = Key };
        var callbacks = new RunCallbacks(options, _time);
        var argument = callbacks.ArgumentFor(CallbackKind.Complete, RunId.New(_time));
        var (word, name, signature) = Parts(argument);
        callbacks.Check(word, name, signature, out var ticket);

        foreach (var text in new[] { options.ToString(), callbacks.ToString()!, argument.ToString(), ticket.ToString(), CallbackSigner.OfText(Key).ToString() })
        {
            text.ShouldNotContain(Key);
            text.ShouldNotContain(signature!);
        }
    }

    [Theory]
    [InlineData("http://me.example/hooks", Key, "https")]
    [InlineData("https://me.example/hooks?a=b", Key, "query")]
    [InlineData("https://user@me.example/hooks", Key, "user")]
    [InlineData("https://me.example/hooks", "too short", "32")]
    public void Options_that_can_not_work_are_refused(string url, string key, string says)
    {
        var error = Should.Throw<ArgumentException>(() => new RunCallbacks(new RunCallbackOptions { BaseUrl = new Uri(url), Key = key }));

        error.Message.ShouldContain(says);
        error.Message.ShouldNotContain("too short,");
    }

    private RunCallbacks Callbacks(string? key = Key, CallbackSecretPlace place = CallbackSecretPlace.Header) =>
        new(new RunCallbackOptions { BaseUrl = new Uri("https://me.example/hooks/"), Key = key, SecretPlace = place }, _time);

    private static (string Word, string Name, string? Signature) Parts(WorkItemArgument.Transfer argument)
    {
        argument.Url.ShouldStartWith("https://me.example/hooks/");
        var segments = argument.Url["https://me.example/hooks/".Length..].Split('/');
        segments.Length.ShouldBe(2);
        return (segments[0], segments[1], argument.Headers?[RunCallbacks.SignatureHeader]);
    }
}
