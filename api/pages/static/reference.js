// Draws the API from its own description; nothing comes from outside, and nothing is sent there.
// The stories stand folded: unfolded, so many calls would only be drawn as one scrolls to them.
const place = document.getElementById("reference");
SwaggerUIBundle({
  url: place.dataset.description,
  domNode: place,
  deepLinking: true,
  displayOperationId: false,
  docExpansion: "none",
  persistAuthorization: false,
  validatorUrl: null,
});
