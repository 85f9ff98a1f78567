"use strict";
// What both pages share: the data, drawing for screen and paper, and pointing with the keyboard.
const Coach = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const spoken = document.getElementById("spoken");
  const LEFT = 48, RIGHT = 12, PAPER_WIDTH = 688;
  const say = (id, values = {}) => data.words[id].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const count = (value) => value.toLocaleString(data.locale);
  const known = (value) => value !== null && value !== undefined;
  const figure = (value, unit) => (known(value) ? `${count(value)}${unit === "°" ? unit : ` ${unit}`}` : say("unknown"));
  const tip = { fontSize: 13, lineHeight: 1.35, fill: "var(--card)", stroke: "var(--line)", textPadding: 9 };

  // The library puts a style element into each chart, which the page's policy forbids; style.css says the same.
  function settle(plot) {
    plot.querySelectorAll("style").forEach((style) => style.remove());
    plot.setAttribute("aria-hidden", "true");
    return plot;
  }

  function show(holder, plots) {
    const drawn = plots.filter(Boolean);
    if (drawn.length) holder.replaceChildren(...drawn.map(settle));
    else holder.replaceChildren(Object.assign(document.createElement("p"), { className: "hint", textContent: say("nothing") }));
    holder.plot = drawn[0];
  }

  // A stop is a place on the x scale (of a facet, or on the y scale, too), with the words to read out there.
  function point(svg, plot, stop) {
    const x = plot.scale("x").apply(stop.x);
    const at = stop.fx === undefined ? x : plot.scale("fx").apply(stop.fx) + x - LEFT;
    const box = svg.getBoundingClientRect();
    const { width, height } = svg.viewBox.baseVal;
    const y = stop.y === undefined ? height / 2 : plot.scale("y").apply(stop.y);
    const [clientX, clientY] = [box.left + (at * box.width) / width, box.top + (y * box.height) / height];
    svg.dispatchEvent(new PointerEvent("pointermove", { clientX, clientY, bubbles: true, pointerType: "mouse" }));
  }

  function listen(holder, stops) {
    let at = -1;
    holder.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
      if (step === undefined || !stops.length || !holder.plot) return;
      event.preventDefault();
      at = Math.max(0, Math.min(stops.length - 1, at + step));
      point(holder.querySelector("svg"), holder.plot, stops[at]);
      spoken.textContent = stops[at].words.replaceAll("\n", ", ");
    });
    holder.addEventListener("blur", () => holder.querySelector("svg")?.dispatchEvent(new PointerEvent("pointerleave", { pointerType: "mouse" })));
  }

  // Lay the page out as on paper while it is still on the screen, so that it can be measured.
  const printRule = [...document.styleSheets[0].cssRules].find((rule) => rule.media?.mediaText === "print");
  function layOut(onPaper) {
    printRule.media.mediaText = onPaper ? "all" : "print";
    document.body.style.width = onPaper ? `${PAPER_WIDTH}px` : "";
    document.documentElement.style.fontSize = "";
  }

  const widthOf = (holder) => Math.max(240, Math.round(holder.clientWidth));

  // `plotsOf(holder, width, height)` gives a holder's charts; `fitToPaper(draw)` chooses heights for printing,
  // where `draw(heightOf)` draws every chart with the height that the function gives it.
  function run({ plotsOf, stopsOf, screenHeight, fitToPaper }) {
    const holders = [...document.querySelectorAll(".chart")];
    const draw = (heightOf) => holders.forEach((holder) => show(holder, plotsOf(holder, widthOf(holder), heightOf(holder))));
    draw(screenHeight);
    holders.forEach((holder) => listen(holder, stopsOf(holder)));
    addEventListener("beforeprint", () => { layOut(true); fitToPaper(draw); });
    addEventListener("afterprint", () => { layOut(false); draw(screenHeight); });
    let width = innerWidth;
    addEventListener("resize", () => {
      if (innerWidth === width) return;
      width = innerWidth;
      draw(screenHeight);
    });
    document.documentElement.dataset.drawn = "yes";
  }

  return { data, say, count, known, figure, tip, run, LEFT, RIGHT };
})();
