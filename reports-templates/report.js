for (const button of document.querySelectorAll("button.copy")) {
  const code = button.parentElement.querySelector("pre");
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; }, 1500);
    } catch (refused) {
      getSelection().selectAllChildren(code);
    }
  });
}
const openAll = () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
};
addEventListener("beforeprint", openAll);
