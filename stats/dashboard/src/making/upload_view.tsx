import { useState } from 'preact/hooks';

import type { Address } from '../address';
import type { Campaign } from '../answers';
import { number } from '../format';
import type { Live } from '../live';
import { useFocusKept } from '../parts/focus';
import { CampaignPage } from './campaign_page';
import { CheckFile } from './check_file';
import { ChooseFile, type Chosen } from './choose_file';
import { CountForm } from './count_form';
import { Running } from './running';
import type { Run } from './use_upload';

// Recipients for a campaign: out of a file, or a number of them without ids.
export default function UploadView({ address }: { address: Address }) {
  const id = address['campaign'] ?? '';
  return (
    <CampaignPage key={id} id={id} here="upload">
      {(campaign, live) => <Recipients campaign={campaign} live={live} />}
    </CampaignPage>
  );
}

function Recipients({ campaign, live }: { campaign: Campaign; live: Live<Campaign> }) {
  const [chosen, setChosen] = useState<Chosen>();
  const [run, setRun] = useState<Run>();
  const heading = useFocusKept<HTMLHeadingElement>(run ?? chosen);
  const { recipients } = campaign;
  const another = () => {
    setRun(undefined);
    setChosen(undefined);
  };
  return (
    <div class="stack">
      <p class="quiet-text">
        {recipients === 0
          ? 'The campaign has no recipients yet.'
          : `The campaign has ${number(recipients)} ${recipients === 1 ? 'recipient' : 'recipients'}. More can be added at any time; who is there already keeps place and short links.`}
      </p>
      <section class="card" aria-labelledby="file">
        <div class="card-head">
          <h2 ref={heading} id="file" tabIndex={-1}>
            From a file
          </h2>
        </div>
        {run ? (
          <Running run={run} campaign={campaign} live={live} another={another} />
        ) : chosen ? (
          <CheckFile
            key={chosen.name}
            chosen={chosen}
            another={another}
            onUpload={setRun}
            campaign={campaign}
          />
        ) : (
          <ChooseFile onChosen={setChosen} />
        )}
      </section>
      {!run && <CountForm campaign={campaign} live={live} />}
    </div>
  );
}
