using Frontdesk.Messaging;

namespace Frontdesk.Tests.Messaging;

public sealed class ReplyWordsTests
{
    [Theory]
    [InlineData("C", "Confirm", null)]
    [InlineData(" c. ", "Confirm", null)]
    [InlineData("Confirm", "Confirm", null)]
    [InlineData("confirmar", "Confirm", "es")]
    [InlineData("CONFIRMO", "Confirm", "es")]
    [InlineData("x", "Cancel", null)]
    [InlineData("Cancelar", "Cancel", "es")]
    [InlineData("Y", "Yes", null)]
    [InlineData("Yes!", "Yes", null)]
    [InlineData("Sí", "Yes", "es")]
    [InlineData("SI", "Yes", "es")]
    [InlineData("N", "No", null)]
    [InlineData("no.", "No", null)]
    // By the carriers' rule and the law.
    [InlineData("CANCEL", "StopOrCancel", null)]
    [InlineData("Stop.", "Stop", null)]
    [InlineData("stop all", "Stop", null)]
    [InlineData("OPT-OUT", "Stop", null)]
    [InlineData("Revoke", "Stop", null)]
    [InlineData("quit", "Stop", null)]
    [InlineData("END", "Stop", null)]
    [InlineData("unsubscribe", "Stop", null)]
    [InlineData("Alto", "Stop", "es")]
    [InlineData("¡PARAR!", "Stop", "es")]
    [InlineData("start", "Start", null)]
    [InlineData("Unstop", "Start", null)]
    [InlineData("help?", "Help", null)]
    [InlineData("ＨＥＬＰ", "Help", null)]
    [InlineData("ayuda", "Help", "es")]
    [InlineData("", "Other", null)]
    [InlineData("👍", "Other", null)]
    [InlineData("Can I stop by at 9?", "Other", null)]
    [InlineData("no, I will be late", "Other", null)]
    [InlineData("X                                                                                                                        is what you say I should not text", "Other", null)]
    public void A_word_is_understood_however_it_is_typed_and_a_sentence_is_left_to_a_person(string text, string intent, string? language) =>
        Assert.Equal((intent, language), (ReplyWords.Read(text).Intent.ToString(), ReplyWords.Read(text).Language));
}
