// Shows code blocks that are marked as math as formulas: KaTeX makes MathML of them, which a browser draws by itself, without style sheet or fonts.
document.addEventListener("DOMContentLoaded", () => {
  for (const code of document.querySelectorAll("code.language-math")) {
    const formula = document.createElement("div");
    katex.render(code.textContent, formula, { displayMode: true, output: "mathml", throwOnError: false });
    (code.closest(".snippet-container") ?? code.closest("pre")).replaceWith(formula);
  }
});
