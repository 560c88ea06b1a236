// The page's side of `sitegen serve`: the LiveReload protocol, version 7, with two words of our own.
// A `reload` message may name `styles`, to be put in place of the page's own; `generation` names the state of the
// site, so that a page loaded just before a build learns of it as soon as it asks.
(() => {
  "use strict";
  const here = document.currentScript;
  let generation = here.dataset.generation;
  let wait = 250;
  let socket = null;

  const stem = (address) => new URL(address, document.baseURI).pathname.replace(/-[0-9a-f]{10}\.css$/, "");

  const takeStyles = (paths) => {
    for (const path of paths) {
      const address = new URL("/" + path, location.href);
      for (const old of document.querySelectorAll("link[rel=stylesheet]")) {
        if (old.href === address.href || stem(old.href) !== stem(address.href) || old.dataset.leaving) continue;
        const fresh = old.cloneNode();
        fresh.href = address.href;
        old.dataset.leaving = "yes";
        fresh.removeAttribute("data-leaving");
        fresh.addEventListener("load", () => old.remove());
        fresh.addEventListener("error", () => location.reload());
        old.after(fresh);
      }
    }
  };

  const receive = (message) => {
    if (message.command === "hello") {
      socket.send(JSON.stringify({ command: "info", url: location.href, generation }));
    } else if (message.command === "reload" && message.styles && message.styles.length) {
      takeStyles(message.styles);
      generation = message.generation || generation;
    } else if (message.command === "reload") {
      location.reload();
    }
  };

  const connect = () => {
    const address = new URL("/livereload", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    socket.addEventListener("open", () => {
      wait = 250;
      const protocols = ["http://livereload.com/protocols/official-7"];
      socket.send(JSON.stringify({ command: "hello", protocols }));
    });
    socket.addEventListener("message", (event) => receive(JSON.parse(event.data)));
    socket.addEventListener("close", () => {
      setTimeout(connect, wait);
      wait = Math.min(2 * wait, 4000);
    });
  };

  const failure = document.querySelector("div[data-sitegen-failure]");
  const button = failure && failure.querySelector("button");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => failure.remove());
  }
  connect();
})();
