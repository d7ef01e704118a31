import { PHONE, test } from "../../harness/test";

test("who comes for the first time sees the whole stock, on the list and on the map, and that it is made up", async ({
  given,
  then,
  get,
}) => {
  await given.drawnMap();
  const stock = await get.counts();
  await then.countsAre(stock);
  await then.listIs("meets");
  await then.rowsShown(30);
  await then.mapShowsSites(stock.meets);
  await then.demonstrationIsSaid();
  await then.everyRowSays("Demo");
  await then.titleIs(/Landbank/);
  await then.languageIs("en");
  await then.nothingIsWrong();
});

test.describe("in the hand", () => {
  test.use(PHONE);

  test("a phone shows the list first, and the map one tap away", async ({ given, when, then, get }) => {
    await given.mapPage();
    const stock = await get.counts();
    await then.countsAre(stock);
    await then.mapIsShown(false);
    await then.nothingSticksOut();
    await when.showsTheMap();
    await then.mapIsShown();
    await then.addressHas({ view: "map" });
    await then.mapShowsSites(stock.meets);
    await when.showsTheList();
    await then.mapIsShown(false);
    await then.rowsShown(30);
  });
});
