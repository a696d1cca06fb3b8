// Draws the API from its own description; nothing comes from outside, and nothing is sent there.
const place = document.getElementById("reference");
SwaggerUIBundle({
  url: place.dataset.description,
  domNode: place,
  deepLinking: true,
  displayOperationId: false,
  docExpansion: "list",
  persistAuthorization: false,
  validatorUrl: null,
});
