// Starts Wagtail's choosers that stand in the form itself; those inside a body are started by Wagtail.
for (const place of document.querySelectorAll("[data-publishing-chooser]")) {
  new window.Chooser(place.dataset.for, JSON.parse(place.dataset.publishingChooser));
}
